import Type from 'typebox';
import { SYSTEM_LEVELS } from './levels.ts';
import { sourced } from './standing.ts';

/**
 * The shape of a grant programme as data: its rules, lists and texts, each with the source it was read in and how sure it
 * is. No rule of a programme is written in code; `data/ai-track-2026.ts` is the one that runs.
 */

const id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' });
const named = { id, name: Type.String({ minLength: 1 }), nameEn: Type.String({ minLength: 1 }) };
const won = Type.Integer({ minimum: 0 });
const count = Type.Integer({ minimum: 0 });
const perCent = Type.Integer({ minimum: 0, maximum: 100 });
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const fact = <T extends Type.TSchema>(value: T) => Type.Object({ value, ...sourced });

/** What a day of a milestone is counted from. */
export const ANCHORS = ['call-closes', 'agreement', 'start', 'build-end', 'extension-deadline', 'log-start'] as const;
export type Anchor = (typeof ANCHORS)[number];

/** Where a board column stands in a project's life. */
export const PHASES = ['before', 'running', 'after', 'ended'] as const;
export type Phase = (typeof PHASES)[number];

/** The four KPIs the ledger knows by itself. */
export const LEDGER_KPIS = ['tonnes-per-hour', 'yard-minutes', 'rejection-rate', 'stock-days'] as const;
export type LedgerKpi = (typeof LEDGER_KPIS)[number];

export const Programme = Type.Object({
  ...named,
  /** days on which applications were taken */
  call: Type.Object({ opens: Type.String(), closes: Type.String(), ...sourced }),
  funding: Type.Object({
    government: Type.Object({ perCent, cap: won, ...sourced }),
    posco: Type.Object({ perCent, cap: won, ...sourced }),
    /** per cent of the total, the adopter's cash beside it */
    vatPerCent: fact(perCent),
    loanCap: fact(won),
    /** total cost at which both caps are reached */
    totalCap: fact(won),
  }),
  term: Type.Object({
    mostMonths: fact(count),
    /** months before the end by which an extension has to be asked for */
    extensionNoticeMonths: fact(count),
    extensionMonths: fact(count),
    hardwareExtensionMonths: fact(count),
    mostExtensions: fact(count),
    afterCareMonths: fact(count),
    logDutyMonths: fact(count),
    /** days after its cause by which a change of the agreement has to be asked for */
    changeNoticeDays: fact(count),
  }),
  leastTarget: fact(Type.Enum([...SYSTEM_LEVELS])),
  warnings: Type.Object({
    extensionNoticeDays: fact(count),
    earnedBehindPerCent: fact(perCent),
    buildEndNoticeDays: fact(count),
    completionNoticeDays: fact(count),
  }),
  lines: Type.Array(
    Type.Object({
      ...named,
      /** other spellings of the line in a sheet */
      spellings: Type.Array(Type.String()),
      /** a discount may be entered as a negative amount */
      mayBeNegative: Type.Boolean(),
      /** the portal's funding table puts it on the adopter alone */
      isAdopterOnly: Type.Boolean(),
      ...sourced,
    }),
  ),
  payments: Type.Array(Type.Object({ ...named, steps: Type.Array(Type.String()), ...sourced })),
  documents: Type.Array(
    Type.Object({
      ...named,
      /** its number in the notice; empty without one */
      number: Type.String(),
      phase: Type.Enum(['application', 'completion']),
      /** false: only where it applies */
      isRequired: Type.Boolean(),
      /** months a copy may be old; null: any age */
      validMonths: nullable(count),
      ...sourced,
    }),
  ),
  courses: Type.Array(
    Type.Object({
      ...named,
      party: Type.Enum(['adopter', 'supplier']),
      position: Type.Enum(['executive', 'staff']),
      ...sourced,
    }),
  ),
  milestones: Type.Array(
    Type.Object({
      ...named,
      anchor: Type.Enum([...ANCHORS]),
      /** months from the anchor to the first day; null: no first day of its own */
      fromMonths: nullable(Type.Integer()),
      /** months from the anchor to the last day; null: no last day is stated */
      untilMonths: nullable(Type.Integer()),
      /** true: nobody has to do anything for it to be over */
      endsByItself: Type.Boolean(),
      ...sourced,
    }),
  ),
  columns: Type.Array(Type.Object({ ...named, phase: Type.Enum([...PHASES]), ...sourced })),
  kpis: Type.Array(
    Type.Object({
      ...named,
      section: Type.String(),
      sectionEn: Type.String(),
      isCore: Type.Boolean(),
      direction: Type.Enum(['up', 'down']),
      unit: Type.String(),
      fromLedger: nullable(Type.Enum([...LEDGER_KPIS])),
      ...sourced,
    }),
  ),
});
export type Programme = Type.Static<typeof Programme>;

export type CostLine = Programme['lines'][number];

/** The board column with this id; `null` when the programme has none. */
export function columnOf(programme: Programme, column: string): Programme['columns'][number] | null {
  return programme.columns.find(({ id: known }) => known === column) ?? null;
}

/** The cost line with this id; `null` when the programme has none. */
export function lineOf(programme: Programme, line: string): CostLine | null {
  return programme.lines.find(({ id: known }) => known === line) ?? null;
}
