import type { PhotoQuestion } from '../../columns/photos/photo-question.ts';
import type { HistoryView } from './history-address.ts';
import { flagsOf } from './selection.ts';

const orAll = (names: readonly string[]): readonly string[] | null => (names.length === 0 ? null : names);

/** What the page asks its worker: the filters of the view, counted into buckets. */
export function photoQuestion(view: HistoryView, buckets: Float64Array): PhotoQuestion {
  const { confidence } = view;
  return {
    from: view.window.from,
    to: view.window.to,
    yards: orAll(view.yards),
    cameras: orAll(view.cameras),
    partners: orAll(view.partners),
    grades: orAll(view.grades),
    directions: view.direction === null ? null : [view.direction],
    confidence: confidence === null ? null : [confidence[0] / 100, confidence[1] / 100],
    flags: flagsOf(view.marks),
    buckets,
  };
}
