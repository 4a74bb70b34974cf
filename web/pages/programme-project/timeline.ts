import type { KstDay } from '../../../domain/units.ts';
import type { Milestone } from '../../../domain/wire/programme-api.ts';

const DAY_MS = 86_400_000;

/** Parts of the bar, in its order. */
export type Phase = 'before' | 'build' | 'afterCare' | 'logDuty';

export interface Band {
  readonly phase: Phase;
  readonly from: KstDay;
  readonly to: KstDay;
  /** place and width on the bar, 0 to 100 */
  readonly left: number;
  readonly width: number;
}

export interface Timeline {
  readonly bands: readonly Band[];
  /** place of today, null outside the bar */
  readonly today: number | null;
  readonly marks: readonly { readonly milestone: Milestone; readonly left: number }[];
}

/** Widths of the bands: three years of logs would leave the months that matter no room, so the bar has four scales. */
const WIDTHS: Readonly<Record<Phase, number>> = { before: 14, build: 50, afterCare: 14, logDuty: 22 };

const dayNumber = (day: KstDay): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** The day a milestone is due or was reached; `null` while nothing is known. */
export function dayOf({ reachedOn, until, from }: Milestone): KstDay | null {
  return reachedOn ?? until ?? from;
}

/**
 * Milestones on a bar of up to four bands, each with a scale of its own that is linear within; only bands whose days are
 * known are there, and they fill the bar.
 */
export function timelineOf(milestones: readonly Milestone[], today: KstDay): Timeline {
  const at = (id: string): KstDay | null => {
    const found = milestones.find((one) => one.id === id);
    return found === undefined ? null : dayOf(found);
  };
  const first = at('application');
  const agreed = at('agreement');
  const built = milestones.find(({ id }) => id === 'build-end')?.until ?? at('build-end');
  const ends: readonly [Phase, KstDay | null, KstDay | null][] = [
    ['before', first, agreed],
    ['build', agreed, built],
    ['afterCare', built, at('after-care-end')],
    ['logDuty', at('after-care-end'), at('log-duty-end')],
  ];
  const known = ends.flatMap(([phase, from, to]) =>
    from !== null && to !== null && from < to ? [{ phase, from, to }] : [],
  );
  const whole = known.reduce((sum, { phase }) => sum + WIDTHS[phase], 0);
  let left = 0;
  const bands = known.map((band): Band => {
    const width = (WIDTHS[band.phase] * 100) / whole;
    left += width;
    return { ...band, left: left - width, width };
  });
  return {
    bands,
    today: placeOn(bands, today),
    marks: milestones.flatMap((milestone) => {
      const day = dayOf(milestone);
      const place = day === null ? null : placeOn(bands, day);
      return place === null ? [] : [{ milestone, left: place }];
    }),
  };
}

/** Where a day lies on the bands, 0 to 100; `null` before the first and after the last. */
export function placeOn(bands: readonly Band[], day: KstDay): number | null {
  const band = bands.find(({ from, to }) => day >= from && day <= to);
  if (band === undefined) return null;
  const share = (dayNumber(day) - dayNumber(band.from)) / (dayNumber(band.to) - dayNumber(band.from));
  return Math.round((band.left + share * band.width) * 10) / 10;
}
