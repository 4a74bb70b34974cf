import { formatKst } from '../../../domain/kst-time.ts';
import type { ExportSelection } from '../../api/exports.ts';
import { listOfNames } from '../../api/names.ts';
import type { Bars } from './fold-flows.ts';
import { nextStart } from './grain.ts';
import { type HistoryView, MARKS, type Mark } from './history-address.ts';

/** The bits of a photo's flags that a mark asks for (server/stores/columns/README.md). */
const BITS: Readonly<Record<Mark, number>> = { plain: 0, outOfDomain: 1, unusable: 2, corrected: 4 };
const FLAG_VALUES = Array.from({ length: 8 }, (_, value) => value);

/** The values of a photo's flags that fit any of the marks; `null`: all. */
export function flagsOf(marks: readonly Mark[]): number[] | null {
  if (marks.length === 0) return null;
  const fits = (value: number, mark: Mark): boolean => (mark === 'plain' ? value === 0 : (value & BITS[mark]) !== 0);
  return FLAG_VALUES.filter((value) => marks.some((mark) => fits(value, mark)));
}

/** The marks of a photo, from its flags. */
export function marksOf(flags: number): Mark[] {
  return MARKS.filter((mark) => (flags & BITS[mark]) !== 0);
}

const list = (names: readonly string[]): string | null => (names.length === 0 ? null : listOfNames(names));

/** The bars that are seen, whole ones at either edge, as an export asks for them. */
export function flowExport(view: HistoryView, { starts, grain }: Bars): ExportSelection {
  const first = starts[0] ?? view.window.from;
  const last = starts.at(-1);
  return {
    from: formatKst(first),
    to: formatKst(last === undefined ? view.window.to : nextStart(last, grain)),
    every: grain,
    yards: list(view.yards),
    partners: list(view.partners),
    grades: list(view.grades),
    direction: view.direction,
  };
}

/** The photos that are seen, as an export asks for them. */
export function photoExport(view: HistoryView): ExportSelection {
  return {
    from: formatKst(view.window.from),
    to: formatKst(view.window.to),
    yards: list(view.yards),
    partners: list(view.partners),
    grades: list(view.grades),
    direction: view.direction,
    cameras: list(view.cameras),
    confidenceFrom: view.confidence === null ? null : view.confidence[0] / 100,
    confidenceTo: view.confidence === null ? null : view.confidence[1] / 100,
    flags: list(view.marks),
  };
}
