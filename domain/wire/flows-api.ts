import Type from 'typebox';
import { KilogramsByGrade, Visit } from './http-api.ts';
import { NAME_PATTERN } from './mqtt-topics.ts';

/**
 * What crosses HTTP about flows: who brought how much of which grade, and where it went. A supplier (공급사) is the
 * partner of inbound visits, works (제철소) those of outbound ones. Everything counts by the second weighing; kilograms
 * by grade are net. Spans are KST days or instants, `to` not included for instants and through its end for days.
 */

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Time = Type.String({ description: 'RFC 3339 with +09:00 and milliseconds' });
const Kilogram = Type.Integer();
/** Names separated by commas; a comma or `%` of a name is percent-encoded once more. `%-` is the partner of nameless visits. */
const List = Type.Optional(Type.String({ maxLength: 4_000 }));

export const FLOW_WIDTHS = ['1h', '1d', '1w', '1mo', 'all'] as const;
export type FlowWidth = (typeof FLOW_WIDTHS)[number];
export const EXPORT_FORMATS = ['xlsx', 'csv', 'arrow'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const selection = {
  from: Type.String(),
  to: Type.String(),
  /** what it is narrowed to; left out: all that the session may see */
  yards: List,
  partners: List,
  grades: List,
  direction: Type.Optional(Type.Enum(['inbound', 'outbound'])),
};

export const FlowQuery = Type.Object({
  ...selection,
  every: Type.Optional(Type.Enum([...FLOW_WIDTHS])),
  format: Type.Optional(Type.Enum(['json', 'arrow'])),
});
export type FlowQuery = Type.Static<typeof FlowQuery>;

/** Columns of one length, only what is not zero, in the order of time, yard, direction, partner, grade. */
export const Flows = Type.Object({
  /** start of the bucket */
  time: Type.Array(Time),
  yard: Type.Array(Type.String()),
  direction: Type.Array(Type.String()),
  /** empty: the visit named no partner */
  partner: Type.Array(Type.String()),
  grade: Type.Array(Type.String()),
  kg: Type.Array(Kilogram),
});
export type Flows = Type.Static<typeof Flows>;

/** Which of the visits behind a figure. */
export const FLOW_VISIT_KINDS = [
  'all',
  'declared-differs',
  'deducted',
  'cancelled',
  'exception',
  'corrected',
  'low-confidence',
  'disputed',
] as const;
export const FlowVisitQuery = Type.Object({
  ...selection,
  only: Type.Optional(Type.Enum([...FLOW_VISIT_KINDS])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
});
/** Visits by their second weighing, newest first. `total` counts all of them. */
export const FlowVisits = Type.Object({
  visits: Type.Array(
    Type.Intersect([
      Visit,
      Type.Object({ photo: nullable(Type.String({ description: 'SHA-256 of its first photo' })) }),
    ]),
  ),
  total: Type.Integer(),
  next: nullable(Type.String()),
});
export type FlowVisits = Type.Static<typeof FlowVisits>;

/** What the visits of a supplier amount to over a span. Shares and means are null where there is nothing to divide by. */
export const SupplierMeasures = Type.Object({
  trucks: Type.Integer(),
  netKg: Kilogram,
  deductionKg: Kilogram,
  acceptedKg: Kilogram,
  /** deduction of net */
  deductionShare: nullable(Type.Number()),
  /** 1 - (MAD / median) of the tonnes of its whole KST weeks in the span, not below 0; null: fewer than 4 weeks */
  regularity: nullable(Type.Number()),
  /** KST days with a delivery */
  activeDays: Type.Integer(),
  lastDeliveryAt: nullable(Time),
  grades: KilogramsByGrade,
  /** of the trucks that declared a grade and were judged: kilograms of the declared grade in their net */
  declaredMatch: nullable(Type.Number()),
  declaredTrucks: Type.Integer(),
  /** visits that a person cancelled: turned back or withdrawn */
  rejectedTrucks: Type.Integer(),
  exceptionTrucks: Type.Integer(),
  correctedTrucks: Type.Integer(),
  deductedTrucks: Type.Integer(),
  confidence: nullable(Type.Number()),
  disputes: Type.Integer(),
  disputesUpheld: Type.Integer(),
});
export type SupplierMeasures = Type.Static<typeof SupplierMeasures>;

export const SupplierQuery = Type.Object({
  from: Type.String(),
  to: Type.String(),
  yards: List,
  every: Type.Optional(Type.Enum(['1d', '1w', '1mo'])),
});

/** Every supplier of the span, most net first; `median` is that of all suppliers, measure by measure. */
export const SupplierList = Type.Object({
  suppliers: Type.Array(
    Type.Object({
      partner: Type.String(),
      yards: Type.Array(Type.String()),
      now: SupplierMeasures,
      /** the period before, of the same length */
      before: SupplierMeasures,
      /** net kilograms by bucket, oldest first */
      trend: Type.Array(Kilogram),
    }),
  ),
  median: SupplierMeasures,
});
export type SupplierList = Type.Static<typeof SupplierList>;

export const SupplierCard = Type.Object({
  partner: Type.String(),
  yards: Type.Array(Type.String()),
  now: SupplierMeasures,
  before: SupplierMeasures,
  lastYear: SupplierMeasures,
  median: SupplierMeasures,
  trend: Type.Array(Type.Object({ time: Time, ...SupplierMeasures.properties })),
  /** the newest of them, open ones first */
  disputes: Type.Array(Type.Object({ id: Type.String(), visit: Type.String(), state: Type.String(), openedAt: Time })),
});
export type SupplierCard = Type.Static<typeof SupplierCard>;

export const CHANGE_KINDS = [
  'stopped',
  'started',
  'more',
  'less',
  'mix-shift',
  'declared-worse',
  'deduction-more',
  'rejected-more',
] as const;
/** What is unusual about a KST week, against the 8 before it: median and MAD; the rule is domain/flows/changes.ts. */
export const Change = Type.Object({
  kind: Type.Enum([...CHANGE_KINDS]),
  /** what it speaks of: everything, a grade of everyone, a supplier, or a grade of a supplier */
  partner: nullable(Type.String()),
  grade: nullable(Type.String()),
  /** kg, or a share from 0 to 1 for mix-shift, declared-worse, deduction-more and rejected-more */
  value: Type.Number(),
  /** the usual range: median and what the rule allows around it */
  median: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
  /** the values of the 8 weeks before, oldest first */
  weeks: Type.Array(Type.Number()),
  /** kilograms by which the week's delivery differs from the median, the order of the list; 0 for shares */
  differenceKg: Kilogram,
  /** suppliers of whom the same holds, where it speaks of more than one */
  suppliers: Type.Array(Type.String()),
  /** a public holiday in the week that may explain it */
  holiday: nullable(Type.String()),
});
export type Change = Type.Static<typeof Change>;
export const ChangeQuery = Type.Object({
  /** any KST day of the week; left out: this week so far */
  day: Type.Optional(Type.String()),
  yards: List,
});
export const ChangeReport = Type.Object({
  /** KST days, Monday to Sunday */
  from: Type.String(),
  to: Type.String(),
  /** until when the week was looked at; the weeks before are cut off at the same weekday and hour */
  until: Time,
  /** weeks that could be compared with, at most 8 */
  comparedWeeks: Type.Integer(),
  netKg: Kilogram,
  medianKg: nullable(Type.Number()),
  changes: Type.Array(Change),
});
export type ChangeReport = Type.Static<typeof ChangeReport>;

export const StockLine = Type.Object({
  grade: Type.String(),
  /** counted + in - out since; may be negative, which says that a count is due */
  kg: Kilogram,
  countedKg: nullable(Kilogram),
  countedAt: nullable(Time),
  countedBy: nullable(Type.String()),
  inKg: Kilogram,
  outKg: Kilogram,
  /** mean of the last 28 KST days */
  outPerDayKg: Type.Number(),
  days: nullable(Type.Number()),
});
export const Need = Type.Object({
  works: Type.String(),
  grade: Type.String(),
  /** KST month `YYYY-MM` */
  month: Type.String(),
  kg: Kilogram,
  /** delivered there in that month, of the yards that the session may see */
  deliveredKg: Kilogram,
});
export const StockReport = Type.Object({
  at: Time,
  yards: Type.Array(
    Type.Object({
      yard: Type.String(),
      name: Type.String(),
      /** false: the yard does not share it, and `grades` is empty */
      shared: Type.Boolean(),
      grades: Type.Array(StockLine),
    }),
  ),
  needs: Type.Array(Need),
});
export type StockReport = Type.Static<typeof StockReport>;

export const StockCountRequest = Type.Object({
  countedAt: Type.Optional(Type.String()),
  grades: Type.Record(Type.String(), Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  reason: Type.String({ minLength: 1, maxLength: 500 }),
});
export type StockCountRequest = Type.Static<typeof StockCountRequest>;

/** Result of importing the works' need; with refusals nothing is taken. A row takes the place of its works, grade, month. */
export const NeedImport = Type.Object({
  rows: Type.Integer(),
  refusals: Type.Array(Type.Object({ cell: Type.String(), problem: Type.String() })),
});
export type NeedImport = Type.Static<typeof NeedImport>;

/** Graded photos of many yards as Arrow columns, batch by batch, oldest first; see server/stores/columns/README.md. */
export const InspectionColumnsQuery = Type.Object({ from: Type.String(), to: Type.String(), yards: List });

export const EXPORT_KINDS = ['flows', 'visits', 'suppliers', 'inspections'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];
/** Rows of an export at most; beyond, the answer is EXPORT_TOO_LARGE with spans that fit. */
export const EXPORT_ROWS: Readonly<Record<ExportFormat, number>> = { xlsx: 100_000, csv: 1_000_000, arrow: 5_000_000 };
/** Photos that the flags of /api/columns/inspections tell apart; `plain`: none of them. */
export const PHOTO_FLAGS = ['plain', 'outOfDomain', 'unusable', 'corrected'] as const;
export type PhotoFlag = (typeof PHOTO_FLAGS)[number];
export const ExportQuery = Type.Object({
  ...selection,
  /** of inspections alone: cameras `area/device`, confidence from 0 to 1 and flags of PHOTO_FLAGS, separated by commas */
  cameras: List,
  confidenceFrom: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  confidenceTo: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  flags: List,
  every: Type.Optional(Type.Enum([...FLOW_WIDTHS])),
  only: Type.Optional(Type.Enum([...FLOW_VISIT_KINDS])),
  format: Type.Enum([...EXPORT_FORMATS]),
  language: Type.Optional(Type.Enum(['ko', 'en'])),
});
export type ExportQuery = Type.Static<typeof ExportQuery>;
export const ExportSizeQuery = Type.Omit(ExportQuery, ['format', 'language']);

/** Spans that an export may be taken in, the widest first. */
export const EXPORT_SPANS = ['half-year', 'quarter', 'month', 'week', 'day'] as const;
export type ExportSpan = (typeof EXPORT_SPANS)[number];

/** How many rows an export would have, and per format whether they fit and which spans do. */
export const ExportSize = Type.Object({
  rows: Type.Integer(),
  /** false: no more than these */
  isExact: Type.Boolean(),
  formats: Type.Array(
    Type.Object({
      format: Type.Enum([...EXPORT_FORMATS]),
      limit: Type.Integer(),
      fits: Type.Boolean(),
      /** what to export at a time instead; null: it fits, or no span of these does */
      advice: nullable(Type.Enum([...EXPORT_SPANS])),
    }),
  ),
});
export type ExportSize = Type.Static<typeof ExportSize>;
export const YardParam = Type.Object({ yard: Type.String({ pattern: NAME_PATTERN }) });
