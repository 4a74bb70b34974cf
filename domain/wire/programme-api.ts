import Type from 'typebox';
import { STAGES } from '../programme/budget.ts';
import { MILESTONE_STATES } from '../programme/deadlines.ts';
import { FORECAST_SILENCES } from '../programme/forecast.ts';
import { FUNDERS } from '../programme/funding.ts';
import { INDICATOR_IDS } from '../programme/indicators.ts';
import { SYSTEM_LEVELS } from '../programme/levels.ts';
import { REFUSAL_CODES } from '../programme/refusals.ts';
import { STANDINGS } from '../programme/standing.ts';
import { WARNING_LEVELS, WARNING_RULES } from '../programme/warnings.ts';
import { ErrorBody } from './http-api.ts';
import { NAME_PATTERN } from './mqtt-topics.ts';

/**
 * What crosses HTTP of the grant programme. Won are integers, days are KST days `YYYY-MM-DD`, times RFC 3339 with +09:00,
 * shares run from 0 to 1. Ids of lines, documents, courses, milestones, KPIs and board columns are the programme's data.
 *
 *     GET  /api/projects                               ProjectList
 *     POST /api/projects                               ProjectRequest -> 201 Project
 *     GET  /api/projects/:project                      ProjectDetail
 *     PUT  /api/projects/:project                      ProjectChangeRequest -> Project; 409 ProgrammeErrorBody.conflict
 *     GET  /api/projects/:project/history              ProjectHistory
 *     GET  /api/projects/:project/budget               Budget
 *     POST /api/projects/:project/budget/entries       BudgetEntryRequest -> 201 BudgetEntry
 *     GET  /api/projects/:project/budget/table         BudgetTable
 *     GET  /api/projects/:project/budget/sheet         the table as XLSX
 *     PUT  /api/projects/:project/budget/sheet         SheetQuery, body XLSX -> BudgetTable; the plan follows the table
 *     GET  /api/projects/:project/burn                 BurnQuery -> BurnSeries
 *     GET  /api/projects/:project/levels               LevelState
 *     POST /api/projects/:project/evidence             EvidenceRequest -> 201 Evidence
 *     GET  /api/projects/:project/indicators           IndicatorList
 *     GET  /api/projects/:project/documents            DocumentList
 *     POST /api/projects/:project/documents            DocumentRequest -> DocumentList
 *     POST /api/projects/:project/attachments?name=    body PDF, JPEG or PNG -> 201 Attachment
 *     GET  /api/projects/:project/attachments/:digest  the file
 *     GET  /api/projects/:project/courses              CourseList
 *     POST /api/projects/:project/courses              CourseRequest -> CourseList
 *     GET  /api/projects/:project/kpis                 KpiTable
 *     PUT  /api/projects/:project/kpis                 KpiTableRequest -> KpiTable
 *     GET  /api/projects/:project/report               the evidence report as PDF
 */

const union = <const T extends readonly string[]>(values: T): Type.TEnum<[...T]> => Type.Enum<[...T]>([...values]);
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const Time = Type.String({ description: 'RFC 3339 with +09:00 and milliseconds' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'KST day' });
const Won = Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000, description: 'whole won' });
/** A sum may be larger than one amount. */
const Sum = Type.Integer({ description: 'whole won' });
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of a stored document' });
const Id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' });
const Name = Type.String({ minLength: 1, maxLength: 100 });
const Reason = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });
const Params = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]));

const sourced = { source: Type.String(), standing: union(STANDINGS) };

/** Who wrote a row and when. */
const written = { at: Time, by: Type.String() };

export const Funder = union(FUNDERS);
export const Stage = union(STAGES);
export const SystemLevel = union(SYSTEM_LEVELS);
export const IndicatorId = union(INDICATOR_IDS);

/** One reason why something is not taken; `cell` (`F7`) when it is about a sheet. */
export const Refusal = Type.Object({
  code: union(REFUSAL_CODES),
  field: nullable(Type.String()),
  cell: nullable(Type.String()),
  params: Params,
});
export type Refusal = Type.Static<typeof Refusal>;

/** Body of a refused request, beside the code and message of every error. */
export const RefusalList = Type.Object({ refusals: Type.Array(Refusal) });
export type RefusalList = Type.Static<typeof RefusalList>;

/** Who changed it first: what the second of two editors is told, so that nothing of either is lost. */
export const Conflict = Type.Object({
  /** the revision that stands */
  revision: Type.Integer(),
  ...written,
  reason: Type.String(),
  /** what differs between the revision that the refused change was made from and the one that stands */
  changed: Type.Array(Type.Object({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
});
export type Conflict = Type.Static<typeof Conflict>;

/** The error shape of the programme's routes: `NOT_TAKEN` (422) has refusals, `CONFLICT` of two editors what changed. */
export const ProgrammeErrorBody = Type.Object({
  ...ErrorBody.properties,
  refusals: Type.Optional(Type.Array(Refusal)),
  conflict: Type.Optional(Conflict),
});
export type ProgrammeErrorBody = Type.Static<typeof ProgrammeErrorBody>;

// the project

/** The one extension a project may have. */
export const Extension = Type.Object({
  requestedOn: Day,
  months: Type.Integer({ minimum: 1, maximum: 24 }),
  /** trouble of hardware may take longer than anything else */
  cause: union(['ordinary', 'hardware']),
});
export type Extension = Type.Static<typeof Extension>;

/** What a person says of a project; the whole of it is sent, and a change tells what differs. */
export const ProjectFields = Type.Object({
  name: Name,
  /** id of the programme it belongs to */
  programme: Id,
  adopter: Name,
  supplier: Name,
  tenant: Type.String({ pattern: NAME_PATTERN }),
  yards: Type.Array(Type.String({ pattern: NAME_PATTERN }), { minItems: 1, maxItems: 50, uniqueItems: true }),
  /** id of a board column of the programme */
  state: Id,
  appliedOn: nullable(Day),
  agreedOn: nullable(Day),
  /** null: on the day of the agreement */
  startedOn: nullable(Day),
  termMonths: Type.Integer({ minimum: 1, maximum: 60 }),
  /** the end the agreement itself names, before an extension; null: counted from the agreement */
  buildEndAgreed: nullable(Day),
  extension: nullable(Extension),
  /** what an official measurement found before */
  measuredLevel: nullable(SystemLevel),
  targetLevel: SystemLevel,
  /** won, without VAT */
  totalCost: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
  /** when the three years of logs begin; the announcement does not say, so it is asked for */
  logDutyStart: nullable(Day),
  /** days on which milestones were reached, by milestone */
  reached: Type.Record(Type.String(), Day),
});
export type ProjectFields = Type.Static<typeof ProjectFields>;

export const ProjectRequest = ProjectFields;
export type ProjectRequest = Type.Static<typeof ProjectRequest>;

/** A change names the revision it was made from; another one since then is a CONFLICT. */
export const ProjectChangeRequest = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  reason: Reason,
  fields: ProjectFields,
});
export type ProjectChangeRequest = Type.Static<typeof ProjectChangeRequest>;

export const Project = Type.Object({
  id: Id,
  revision: Type.Integer(),
  createdAt: Time,
  changedAt: Time,
  fields: ProjectFields,
});
export type Project = Type.Static<typeof Project>;

/** One row of a project's history; `changed` names the fields that differ from the row before. */
export const ProjectHistoryRow = Type.Object({
  revision: Type.Integer(),
  ...written,
  kind: union(['created', 'changed']),
  reason: Type.String(),
  changed: Type.Array(Type.Object({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
});
export const ProjectHistory = Type.Object({ rows: Type.Array(ProjectHistoryRow) });
export type ProjectHistory = Type.Static<typeof ProjectHistory>;

// money

export const Funding = Type.Object({
  total: Sum,
  government: Sum,
  posco: Sum,
  adopter: Sum,
  /** above the caps, borne by the adopter and part of its share */
  overCaps: Sum,
  vat: Sum,
  /** the adopter's share and the VAT */
  adopterCash: Sum,
  loanAtMost: Sum,
});
export type Funding = Type.Static<typeof Funding>;

export const BudgetEntryRequest = Type.Object({
  line: Id,
  funder: Funder,
  stage: Stage,
  /** day it happened; of a plan the day it is due, or the first of the days it is spread over */
  day: Day,
  /** of a plan alone: the last day it is spread over */
  until: nullable(Day),
  amount: Won,
  document: nullable(Digest),
  /** entry that this one takes back; its amount is that entry's, negated */
  cancels: nullable(Type.String({ maxLength: 64 })),
  note: Type.String({ maxLength: 500 }),
});
export type BudgetEntryRequest = Type.Static<typeof BudgetEntryRequest>;

export const BudgetEntry = Type.Object({
  id: Type.String(),
  ...BudgetEntryRequest.properties,
  ...written,
  /** entry that took this one back */
  cancelledBy: nullable(Type.String()),
});
export type BudgetEntry = Type.Static<typeof BudgetEntry>;

export const StageSums = Type.Object({ planned: Sum, committed: Sum, earned: Sum, paid: Sum });
export type StageSums = Type.Static<typeof StageSums>;

export const BudgetSums = Type.Object({
  total: StageSums,
  byFunder: Type.Object({ government: StageSums, posco: StageSums, adopter: StageSums }),
  /** every line of the programme, in its order */
  byLine: Type.Array(
    Type.Object({
      line: Type.String(),
      sums: StageSums,
      byFunder: Type.Object({ government: StageSums, posco: StageSums, adopter: StageSums }),
    }),
  ),
});
export type BudgetSums = Type.Static<typeof BudgetSums>;

/** Money of a project: its funding, sums and entries, newest last. */
export const Budget = Type.Object({
  revision: Type.Integer(),
  funding: Funding,
  sums: BudgetSums,
  entries: Type.Array(BudgetEntry),
});
export type Budget = Type.Static<typeof Budget>;

/** A row of the portal's price sheet. */
export const BudgetTableRow = Type.Object({
  line: Id,
  item: Type.String(),
  origin: nullable(union(['domestic', 'foreign'])),
  country: Type.String(),
  spec: Type.String(),
  unitPrice: Won,
  /** thousandths, so that half a month of work is a whole number */
  quantityMilli: Type.Integer(),
  amount: Won,
});
export type BudgetTableRow = Type.Static<typeof BudgetTableRow>;

/** The price sheet as it was last imported; revision 0: never. */
export const BudgetTable = Type.Object({
  revision: Type.Integer(),
  rows: Type.Array(BudgetTableRow),
  total: Sum,
  at: nullable(Time),
  by: nullable(Type.String()),
});
export type BudgetTable = Type.Static<typeof BudgetTable>;

/** An import names the revision of the table it takes the place of. */
export const SheetQuery = Type.Object({ revision: Type.Integer({ minimum: 0 }), reason: Reason });
export type SheetQuery = Type.Static<typeof SheetQuery>;

/** Cumulative won at the end of a bucket; what has happened is null in buckets that begin after today. */
export const BurnPoint = Type.Object({
  /** last KST day of the bucket */
  day: Day,
  planned: Sum,
  committed: nullable(Sum),
  earned: nullable(Sum),
  paid: nullable(Sum),
});
export type BurnPoint = Type.Static<typeof BurnPoint>;

/** Why there is no forecast. */
export const ForecastSilence = union(FORECAST_SILENCES);

export const Forecast = Type.Object({
  cost: Type.Object({ amount: nullable(Sum), why: nullable(ForecastSilence) }),
  date: Type.Object({ day: nullable(Day), why: nullable(ForecastSilence), reached: Type.Boolean() }),
});
export type Forecast = Type.Static<typeof Forecast>;

/** Earned share against elapsed share of the term, in hundredths of a per cent. */
export const Pace = Type.Object({
  earnedBasisPoints: Type.Integer(),
  elapsedBasisPoints: Type.Integer(),
  gapBasisPoints: Type.Integer(),
});
export type Pace = Type.Static<typeof Pace>;

export const BurnQuery = Type.Object({
  funder: Type.Optional(Funder),
  width: Type.Optional(union(['day', 'month'])),
});

export const BurnSeries = Type.Object({
  /** null: all funders together */
  funder: nullable(Funder),
  width: union(['day', 'month']),
  today: Day,
  points: Type.Array(BurnPoint),
  forecast: Forecast,
  /** null before the agreement or without a plan */
  pace: nullable(Pace),
});
export type BurnSeries = Type.Static<typeof BurnSeries>;

// dates, warnings

export const Milestone = Type.Object({
  id: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  /** null: nothing to count from yet */
  from: nullable(Day),
  /** null: no last day is known */
  until: nullable(Day),
  reachedOn: nullable(Day),
  state: union(MILESTONE_STATES),
  /** days until the last day; negative when it has passed */
  daysLeft: nullable(Type.Integer()),
  /** true: counted from a day that nobody has said yet */
  assumed: Type.Boolean(),
  ...sourced,
});
export type Milestone = Type.Static<typeof Milestone>;

export const Warning = Type.Object({
  rule: union(WARNING_RULES),
  level: union(WARNING_LEVELS),
  params: Params,
});
export type Warning = Type.Static<typeof Warning>;

// levels

export const IndicatorState = Type.Object({
  id: IndicatorId,
  name: Type.String(),
  nameEn: Type.String(),
  unit: Type.String(),
  direction: union(['up', 'down']),
  definition: Type.String(),
  definitionEn: Type.String(),
  yard: Type.String(),
  value: nullable(Type.Number()),
  /** the hour it was measured for */
  hour: nullable(Time),
  target: nullable(Type.Number()),
  targetStanding: union(STANDINGS),
  state: union(['met', 'unmet', 'stale', 'unmeasured']),
  /** hourly, oldest first */
  trend: Type.Array(Type.Object({ hour: Time, value: Type.Number() })),
});
export type IndicatorState = Type.Static<typeof IndicatorState>;
export const IndicatorList = Type.Object({ indicators: Type.Array(IndicatorState) });
export type IndicatorList = Type.Static<typeof IndicatorList>;

export const IndicatorQuery = Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })) });
/** The hour whose rows are asked for; the last one that was measured when left out. */
export const IndicatorRowsQuery = Type.Object({ hour: Type.Optional(Type.String()) });

/** The rows that an indicator is counted from, newest first, at most 200. */
export const IndicatorRows = Type.Object({
  indicator: IndicatorId,
  yard: Type.String(),
  /** the window that it looks at */
  from: Time,
  to: Time,
  rows: Type.Array(
    Type.Object({
      at: nullable(Time),
      /** true: it counts for the indicator; false: it is what is missing of it */
      counts: Type.Boolean(),
      visit: nullable(Type.String()),
      device: nullable(Type.String()),
      command: nullable(Type.String()),
      /** what it adds, in the indicator's unit or as a count; null: only that it is there */
      value: nullable(Type.Number()),
      /** kind of the row: an event's kind, `visit`, `device`, `command` */
      what: Type.String(),
    }),
  ),
});
export type IndicatorRows = Type.Static<typeof IndicatorRows>;

/** What speaks for or against an item; the latest remark of an assessor decides over all else. */
export const EvidenceRequest = Type.Object({
  item: Id,
  kind: union(['document', 'remark']),
  document: nullable(Digest),
  text: Type.String({ maxLength: 2_000 }),
  /** of a remark: whether the item is met */
  isMet: nullable(Type.Boolean()),
  /** of a remark on the 1,000-point scale: the points given */
  points: nullable(Type.Integer({ minimum: 0, maximum: 1_000 })),
});
export type EvidenceRequest = Type.Static<typeof EvidenceRequest>;

export const Evidence = Type.Object({ id: Type.String(), ...EvidenceRequest.properties, ...written });
export type Evidence = Type.Static<typeof Evidence>;

export const LevelItemState = Type.Object({
  id: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  level: SystemLevel,
  area: Type.String(),
  isRequired: Type.Boolean(),
  state: union(['met', 'unmet', 'unproven']),
  /** what decided: a remark, indicators, a document; null while unproven */
  basis: nullable(union(['remark', 'indicators', 'document'])),
  indicators: Type.Array(IndicatorId),
  evidence: Type.Array(Evidence),
  ...sourced,
});
export type LevelItemState = Type.Static<typeof LevelItemState>;

export const CapabilityItemState = Type.Object({
  id: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  area: Type.String(),
  points: Type.Integer(),
  /** null: nobody has judged it */
  given: nullable(Type.Integer()),
  indicators: Type.Array(IndicatorId),
  evidence: Type.Array(Evidence),
  ...sourced,
});
export type CapabilityItemState = Type.Static<typeof CapabilityItemState>;

/** Both scales; always a self-assessment (자가진단), never official. */
export const LevelState = Type.Object({
  isSelfAssessment: Type.Literal(true),
  target: SystemLevel,
  /** 구축시스템 스마트화 수준 */
  system: Type.Object({
    reached: SystemLevel,
    isTargetReached: Type.Boolean(),
    /** ids of the items that the target still lacks */
    missing: Type.Array(Type.String()),
    /** the radar: share of each area's items up to the target that are met */
    areas: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        met: Type.Integer(),
        of: Type.Integer(),
        /** highest level whose items of this area are all met, and all below */
        reached: SystemLevel,
      }),
    ),
    items: Type.Array(LevelItemState),
  }),
  /** 기업제조혁신역량 수준 */
  capability: Type.Object({
    score: Type.Integer(),
    outOf: Type.Integer(),
    /** 0 below the first threshold; null while nobody has judged an item */
    level: nullable(Type.Integer({ minimum: 0, maximum: 5 })),
    thresholds: Type.Array(Type.Object({ level: Type.Integer(), points: Type.Integer(), ...sourced })),
    unjudged: Type.Array(Type.String()),
    areas: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        nameEn: Type.String(),
        given: Type.Integer(),
        points: Type.Integer(),
        ...sourced,
      }),
    ),
    items: Type.Array(CapabilityItemState),
  }),
});
export type LevelState = Type.Static<typeof LevelState>;

// documents, courses, KPIs

export const ATTACHMENT_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export const MOST_ATTACHMENT_BYTES = 20_000_000;

/** A stored file; it is named by its content, so the same bytes are stored once. */
export const Attachment = Type.Object({
  digest: Digest,
  type: union(ATTACHMENT_TYPES),
  bytes: Type.Integer(),
  name: Type.String(),
});
export type Attachment = Type.Static<typeof Attachment>;

export const DocumentRequest = Type.Object({
  /** id of the document in the programme's list */
  item: Id,
  /** null takes the document back */
  document: nullable(Digest),
  fileName: Type.String({ maxLength: 200 }),
  issuedOn: nullable(Day),
  /** null: as the programme says, counted from the day of issue */
  validUntil: nullable(Day),
});
export type DocumentRequest = Type.Static<typeof DocumentRequest>;

export const DocumentState = Type.Object({
  id: Type.String(),
  number: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  phase: union(['application', 'completion']),
  isRequired: Type.Boolean(),
  state: union(['missing', 'given', 'expired']),
  document: nullable(Digest),
  fileName: nullable(Type.String()),
  issuedOn: nullable(Day),
  validUntil: nullable(Day),
  givenAt: nullable(Time),
  by: nullable(Type.String()),
  ...sourced,
});
export type DocumentState = Type.Static<typeof DocumentState>;
export const DocumentList = Type.Object({ documents: Type.Array(DocumentState) });
export type DocumentList = Type.Static<typeof DocumentList>;

export const CourseRequest = Type.Object({
  course: Id,
  /** null takes the completion back */
  completedOn: nullable(Day),
  certificate: nullable(Digest),
});
export type CourseRequest = Type.Static<typeof CourseRequest>;

export const CourseState = Type.Object({
  id: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  party: union(['adopter', 'supplier']),
  position: union(['executive', 'staff']),
  /** uncertified: completed, but the certificate is not there */
  state: union(['missing', 'uncertified', 'done']),
  completedOn: nullable(Day),
  certificate: nullable(Digest),
  ...sourced,
});
export type CourseState = Type.Static<typeof CourseState>;
export const CourseList = Type.Object({ courses: Type.Array(CourseState) });
export type CourseList = Type.Static<typeof CourseList>;

/** What a person says of a KPI; `after` is ignored where the ledger knows it. */
export const KpiEntry = Type.Object({
  kpi: Id,
  before: nullable(Type.Number()),
  target: nullable(Type.Number()),
  after: nullable(Type.Number()),
  /** per cent, whole; those of a project add up to 100 */
  weight: Type.Integer({ minimum: 0, maximum: 100 }),
  note: Type.String({ maxLength: 500 }),
});
export type KpiEntry = Type.Static<typeof KpiEntry>;

export const KpiTableRequest = Type.Object({
  revision: Type.Integer({ minimum: 0 }),
  reason: Reason,
  kpis: Type.Array(KpiEntry, { maxItems: 30 }),
});
export type KpiTableRequest = Type.Static<typeof KpiTableRequest>;

export const KpiRow = Type.Object({
  ...KpiEntry.properties,
  section: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  isCore: Type.Boolean(),
  direction: union(['up', 'down']),
  unit: Type.String(),
  /** the ledger's own figure, computed by itself; null: a person enters `after` */
  fromLedger: nullable(union(['tonnes-per-hour', 'yard-minutes', 'rejection-rate', 'stock-days'])),
  /** per cent; null while a figure is missing or says nothing */
  attainment: nullable(Type.Number()),
  improvement: nullable(Type.Number()),
  ...sourced,
});
export type KpiRow = Type.Static<typeof KpiRow>;

export const KpiTable = Type.Object({
  revision: Type.Integer(),
  rows: Type.Array(KpiRow),
  weightSum: Type.Integer(),
  /** per cent: attainments by weight, each counted up to 100; null while the weights do not add up or a figure is missing */
  attainment: nullable(Type.Number()),
});
export type KpiTable = Type.Static<typeof KpiTable>;

// portfolio

export const ProjectSummary = Type.Object({
  id: Id,
  name: Type.String(),
  adopter: Type.String(),
  supplier: Type.String(),
  yards: Type.Array(Type.String()),
  state: Type.String(),
  reached: SystemLevel,
  target: SystemLevel,
  /** null for those who may see no money */
  sums: nullable(StageSums),
  pace: nullable(Pace),
  buildEnd: nullable(Day),
  daysLeft: nullable(Type.Integer()),
  worst: nullable(Warning),
  warnings: Type.Integer(),
});
export type ProjectSummary = Type.Static<typeof ProjectSummary>;

export const ProjectList = Type.Object({ projects: Type.Array(ProjectSummary) });
export type ProjectList = Type.Static<typeof ProjectList>;

/** One project as its page opens. */
export const ProjectDetail = Type.Object({
  project: Project,
  funding: Funding,
  sums: BudgetSums,
  pace: nullable(Pace),
  milestones: Type.Array(Milestone),
  warnings: Type.Array(Warning),
  documents: Type.Array(DocumentState),
  courses: Type.Array(CourseState),
});
export type ProjectDetail = Type.Static<typeof ProjectDetail>;
