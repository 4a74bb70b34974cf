import Type from 'typebox';
import { kstDayStart } from './kst-time.ts';
import { CLOCK_TIME_PATTERN, OpeningHours } from './opening-hours.ts';
import { type Shift, shiftOf } from './shifts.ts';
import type { Kilogram } from './units.ts';
import { type DatedYardRule, YARD_RULE_KINDS } from './yard-rule.ts';

/**
 * Heaviest truck on a public road in all: 도로법 제77조 and 도로법 시행령 제79조 restrict vehicles whose total weight exceeds
 * 40 t (an axle: 10 t).
 */
export const ROAD_LIMIT_KG: Kilogram = 40_000;

/** The file of yards: what no device can know. A yard without an entry works with its id as its name. */
export const YardsFile = Type.Object({
  yards: Type.Record(
    Type.String(),
    Type.Object({
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
      /** inbound kilograms planned for a working day */
      dayPlanKg: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
      /** a truck heavier than this in all is overloaded; the road's limit when left out */
      grossLimitKg: Type.Optional(Type.Integer({ minimum: 1_000, maximum: 200_000 })),
      /** rules by the KST day from which they hold; the version is what rows cite */
      rules: Type.Optional(
        Type.Array(
          Type.Object({
            from: Type.String(),
            kind: Type.Enum(YARD_RULE_KINDS),
            version: Type.Integer({ minimum: 1 }),
          }),
        ),
      ),
      /** when a shift begins, in the order of the day; each lasts until the next one begins */
      shifts: Type.Optional(
        Type.Array(
          Type.Object({
            name: Type.String({ minLength: 1, maxLength: 32 }),
            start: Type.String({ pattern: CLOCK_TIME_PATTERN }),
          }),
          { minItems: 1, maxItems: 6 },
        ),
      ),
      /** when the yard is open; a yard without hours is always open */
      hours: Type.Optional(OpeningHours),
    }),
  ),
});
export type YardsFile = Type.Static<typeof YardsFile>;

export interface YardSettings {
  readonly name: string;
  readonly dayPlanKg: number | null;
  readonly grossLimitKg: Kilogram;
  readonly rules: readonly DatedYardRule[];
  /** empty: the yard works without shifts */
  readonly shifts: readonly Shift[];
  /** `null`: always open */
  readonly hours: OpeningHours | null;
}

/** The settings of a yard; defaults where the file is silent. A rule whose day does not exist is a `RangeError`. */
export function yardSettings(file: YardsFile | null, yard: string): YardSettings {
  const entry = file?.yards[yard];
  return {
    name: entry?.name ?? yard,
    dayPlanKg: entry?.dayPlanKg ?? null,
    grossLimitKg: entry?.grossLimitKg ?? ROAD_LIMIT_KG,
    rules: (entry?.rules ?? []).map(({ from, kind, version }) => {
      const start = kstDayStart(from);
      if (start === null) throw new RangeError(`no such day: ${from}`);
      return { from: start, kind, version };
    }),
    shifts: (entry?.shifts ?? []).map(shiftOf).sort((a, b) => a.startMs - b.startMs),
    hours: entry?.hours ?? null,
  };
}
