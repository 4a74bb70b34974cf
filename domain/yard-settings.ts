import Type from 'typebox';
import { kstDayStart } from './kst-time.ts';
import { CLOCK_TIME_PATTERN, OpeningHours } from './opening-hours.ts';
import { type Shift, shiftOf } from './shifts.ts';
import type { Kilogram, KstDay } from './units.ts';
import { type DatedYardRule, YARD_RULE_KINDS } from './yard-rule.ts';

/**
 * Heaviest truck on a public road in all: 도로법 제77조 and 도로법 시행령 제79조 restrict vehicles whose total weight exceeds
 * 40 t (an axle: 10 t).
 */
export const ROAD_LIMIT_KG: Kilogram = 40_000;

const DAY_PATTERN = '^\\d{4}-\\d{2}-\\d{2}$';
/** Days to answer a dispute where a yard says nothing (a decision of ours: no rule of the trade was found). */
const ANSWER_DAYS = 7;

/** When a scale was verified, and when it has to be again; `null`: nobody has said. */
export interface ScaleVerification {
  readonly verifiedOn: KstDay | null;
  readonly dueOn: KstDay | null;
}

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
      /** scales as `area/device`: their verification (검정) as the plate on them says, KST days */
      scales: Type.Optional(
        Type.Record(
          Type.String(),
          Type.Object({
            verifiedOn: Type.Optional(Type.String({ pattern: DAY_PATTERN })),
            dueOn: Type.Optional(Type.String({ pattern: DAY_PATTERN })),
          }),
        ),
      ),
      /** days the yard gives itself to answer a dispute */
      answerDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
      /** false: procurement does not see what lies on this yard's ground */
      stockShared: Type.Optional(Type.Boolean()),
    }),
  ),
  /** partners that are works (제철소) of the buyer whose procurement looks in: it sees what goes there, and no other buyer's */
  works: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 100 })),
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
  /** by `area/device` */
  readonly scales: ReadonlyMap<string, ScaleVerification>;
  readonly answerDays: number;
  readonly stockShared: boolean;
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
    scales: new Map(
      Object.entries(entry?.scales ?? {}).map(([scale, { verifiedOn = null, dueOn = null }]) => [
        scale,
        { verifiedOn, dueOn },
      ]),
    ),
    answerDays: entry?.answerDays ?? ANSWER_DAYS,
    stockShared: entry?.stockShared ?? true,
  };
}

const NOT_VERIFIED: ScaleVerification = { verifiedOn: null, dueOn: null };

/** The verification of a scale that held on a KST day; one of a later day says nothing of it. */
export function verificationOn({ scales }: YardSettings, scale: string, day: KstDay): ScaleVerification {
  const known = scales.get(scale) ?? NOT_VERIFIED;
  return known.verifiedOn !== null && known.verifiedOn > day ? NOT_VERIFIED : known;
}
