import Type from 'typebox';
import { ALERT_CODES } from '../alerting.ts';
import { ERROR_CODES, EXCEPTION_CODES, REVIEW_REASONS } from '../errors.ts';
import { BUCKET_WIDTHS } from '../kst-time.ts';
import { DEVICE_CONDITIONS, SYSTEM_CONDITIONS } from '../triage.ts';
import { DEVICE_COMMANDS } from './edge-messages.ts';
import { NAME_PATTERN } from './mqtt-topics.ts';

export { ALERT_CODES, type AlertCode } from '../alerting.ts';
export { DEVICE_CONDITIONS } from '../triage.ts';

/** What crosses HTTP and the live socket. Kilograms are integers, times RFC 3339 with +09:00. */

const union = <const T extends readonly string[]>(
  values: T,
  options: { description?: string } = {},
): Type.TEnum<[...T]> => Type.Enum<[...T]>([...values], options);
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const Time = Type.String({ description: 'RFC 3339 with +09:00 and milliseconds' });
const Kilogram = Type.Integer();

/** Kilograms by grade bucket; buckets without kilograms are absent. */
export const KilogramsByGrade = Type.Record(Type.String(), Kilogram);
export type KilogramsByGrade = Type.Static<typeof KilogramsByGrade>;

export const ErrorBody = Type.Object({
  code: union(ERROR_CODES),
  message: Type.String(),
  params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
  requestId: Type.Optional(Type.String()),
});
export type ErrorBody = Type.Static<typeof ErrorBody>;

export const VisitException = Type.Object({
  code: union(EXCEPTION_CODES),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type VisitException = Type.Static<typeof VisitException>;

export const Visit = Type.Object({
  id: Type.String(),
  yard: Type.String(),
  tenant: Type.String(),
  ticket: nullable(Type.String()),
  plate: Type.String({ description: 'masked' }),
  direction: nullable(union(['inbound', 'outbound'])),
  partner: nullable(Type.String()),
  status: union(['open', 'closed', 'cancelled']),
  openedAt: Time,
  closedAt: nullable(Time),
  firstKg: Kilogram,
  gross: nullable(Kilogram),
  tare: nullable(Kilogram),
  net: nullable(Kilogram),
  deduction: Kilogram,
  accepted: nullable(Kilogram),
  grades: KilogramsByGrade,
  declaredGrade: nullable(Type.String()),
  /** what the grades rest on */
  basis: union(['photos', 'declared', 'corrected', 'none']),
  confidence: nullable(Type.Number()),
  review: nullable(union(REVIEW_REASONS)),
  rule: Type.String(),
  exceptions: Type.Array(VisitException),
  liftCount: Type.Integer(),
  frameCount: Type.Integer(),
  /** grows with every row the ledger adds for this visit */
  revision: Type.Integer(),
  /** true when a row came after the one that closed it and changed a kilogram */
  restated: Type.Boolean(),
});
export type Visit = Type.Static<typeof Visit>;

export const ModelIdentity = Type.Object({ name: Type.String(), version: Type.String(), sha256: Type.String() });
export type ModelIdentity = Type.Static<typeof ModelIdentity>;

export const VisitWeighing = Type.Object({
  id: Type.String(),
  at: Time,
  receivedAt: Time,
  kg: Kilogram,
  role: union(['first', 'second', 'extra']),
  area: Type.String(),
  device: Type.String(),
  clockOff: Type.Boolean(),
});

/** Shares per grade that add up to 1; empty when no photo says anything. */
const GradeShares = Type.Record(Type.String(), Type.Number());

export const VisitLift = Type.Object({
  id: Type.String(),
  at: Time,
  kg: Kilogram,
  lift: nullable(Type.Integer()),
  area: Type.String(),
  device: Type.String(),
  /** what its judged photos say together, each counting equally, a corrected one as the person said */
  probabilities: GradeShares,
});

export const VisitFrame = Type.Object({
  id: Type.String(),
  at: Time,
  sha256: Type.String(),
  area: Type.String(),
  device: Type.String(),
  /** id of the lift the photo shows, when it belongs to one */
  liftId: nullable(Type.String()),
  lift: nullable(Type.Integer()),
  state: union(['waiting', 'graded', 'failed']),
  grade: nullable(Type.String()),
  probabilities: Type.Record(Type.String(), Type.Number()),
  confidence: nullable(Type.Number()),
  model: nullable(ModelIdentity),
  latencyMs: nullable(Type.Number()),
  /** grade a person gave this photo */
  correctedGrade: nullable(Type.String()),
  /** true: it looks like nothing the model was taught; it has no grade then */
  outOfDomain: Type.Boolean(),
  /** why it shows nothing that could be judged; it has no grade then */
  unusable: nullable(Type.String()),
  /** version that has learned from this photo's correction, newest first; null while none has */
  learnedBy: nullable(Type.String()),
});
export type VisitFrame = Type.Static<typeof VisitFrame>;

export const VisitCorrection = Type.Object({
  id: Type.String(),
  at: Time,
  by: Type.String(),
  reason: Type.String(),
  grade: nullable(Type.String()),
  grades: nullable(KilogramsByGrade),
  deductionKg: nullable(Kilogram),
  frame: nullable(Type.String()),
  /** id of the correction that this one takes back */
  withdraws: nullable(Type.String()),
});

export const VisitDetail = Type.Intersect([
  Visit,
  Type.Object({
    weighings: Type.Array(VisitWeighing),
    lifts: Type.Array(VisitLift),
    frames: Type.Array(VisitFrame),
    corrections: Type.Array(VisitCorrection),
    /** what its photos say together, its lifts counting by weight, before the yard's rule folds it */
    probabilities: GradeShares,
    history: Type.Array(
      Type.Object({
        revision: Type.Integer(),
        at: Time,
        status: Type.String(),
        net: nullable(Kilogram),
        cause: Type.String(),
      }),
    ),
  }),
]);
export type VisitDetail = Type.Static<typeof VisitDetail>;

/** Closed visits of a span: their number, net kilograms by direction, and net kilograms by grade of both directions. */
export const Totals = Type.Object({
  trucks: Type.Integer(),
  inboundKg: Kilogram,
  outboundKg: Kilogram,
  grades: KilogramsByGrade,
});
export type Totals = Type.Static<typeof Totals>;

export const Device = Type.Object({
  area: Type.String(),
  device: Type.String(),
  online: Type.Boolean(),
  model: nullable(Type.String()),
  firmware: nullable(Type.String()),
  /** when the collector last heard anything from it */
  heardAt: nullable(Time),
  clockOffsetMs: Type.Integer(),
  clockOff: Type.Boolean(),
});
export type Device = Type.Static<typeof Device>;

const Counts = {
  received: Type.Integer(),
  written: Type.Integer(),
  pending: Type.Integer(),
  rejected: Type.Integer(),
  duplicates: Type.Integer(),
};

export const DeviceAccount = Type.Object({
  tenant: Type.String(),
  yard: Type.String(),
  area: Type.String(),
  device: Type.String(),
  ...Counts,
});
export type DeviceAccount = Type.Static<typeof DeviceAccount>;

/** received = written + pending + rejected; a duplicate counts as received and written. */
export const Account = Type.Object({ ...Counts, byDevice: Type.Array(DeviceAccount) });
export type Account = Type.Static<typeof Account>;

/** The last reading of a scale, as live as the device sends it. */
export const ScaleReading = Type.Object({
  area: Type.String(),
  device: Type.String(),
  at: Time,
  kg: Kilogram,
  stable: Type.Boolean(),
});
export type ScaleReading = Type.Static<typeof ScaleReading>;

/** A photo that was just judged. */
export const JudgedFrame = Type.Object({
  id: Type.String(),
  sha256: Type.String(),
  at: Time,
  area: Type.String(),
  device: Type.String(),
  visit: nullable(Type.String()),
  lift: nullable(Type.Integer()),
  liftKg: nullable(Kilogram),
  grade: Type.String(),
  confidence: Type.Number(),
  model: Type.String(),
  /** true: it looks like nothing the model was taught, so its grade has no say */
  outOfDomain: Type.Optional(Type.Boolean()),
  /** why it shows nothing that could be judged, so its grade has no say */
  unusable: Type.Optional(Type.String()),
});
export type JudgedFrame = Type.Static<typeof JudgedFrame>;

/** Something a person should know about, most urgent first. */
export const Problem = Type.Object({
  level: union(['alarm', 'warning']),
  code: Type.String({
    description:
      'exception code, or RADIATION_ALARM, COMMAND_FAILED, DEVICE_OFFLINE, DEVICE_CLOCK_OFF, COLLECTOR_AWAY, GRADING_AWAY',
  }),
  at: Time,
  visit: nullable(Type.String()),
  /** `area/device` it speaks of */
  device: nullable(Type.String()),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type Problem = Type.Static<typeof Problem>;

export const CollectorHealth = Type.Object({
  online: Type.Boolean(),
  /** when the server last heard from it; the age of all data is counted from here */
  heardAt: nullable(Time),
  grading: Type.Object({
    ready: Type.Boolean(),
    model: nullable(ModelIdentity),
    waiting: Type.Integer(),
    graded: Type.Integer(),
    failed: Type.Integer(),
    p50Ms: nullable(Type.Number()),
    p95Ms: nullable(Type.Number()),
  }),
});
export type CollectorHealth = Type.Static<typeof CollectorHealth>;

export const YardSummary = Type.Object({
  yard: Type.String(),
  name: Type.String(),
  tenant: Type.String(),
  at: Time,
  seq: Type.Integer(),
  /** KST day that `today` covers */
  day: Type.String(),
  planKg: nullable(Kilogram),
  /** the yard's shifts, each from its time of day (`06:00`) to the next one's; empty: it works without */
  shifts: Type.Array(Type.Object({ name: Type.String(), start: Type.String() })),
  today: Totals,
  /** KST days of the last week whose kilograms changed after they had ended */
  restatedDays: Type.Array(Type.String()),
  hour: Totals,
  /** yesterday from midnight to this time of day */
  yesterdaySoFar: Totals,
  /** the 24 hours of today, each with its start and kilograms per grade */
  hours: Type.Array(Type.Object({ start: Time, grades: KilogramsByGrade })),
  openVisits: Type.Array(Visit),
  scales: Type.Array(ScaleReading),
  judged: Type.Array(JudgedFrame, { description: 'newest first, at most 6' }),
  devices: Type.Array(Device),
  problems: Type.Array(Problem),
  unassigned: Type.Object({ lifts: Type.Integer(), frames: Type.Integer() }),
  account: Account,
  collector: CollectorHealth,
});
export type YardSummary = Type.Static<typeof YardSummary>;

export const YardList = Type.Object({
  yards: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), tenant: Type.String() })),
});
export type YardList = Type.Static<typeof YardList>;

export const Role = union(['plant', 'procurement', 'programme', 'admin', 'wall', 'partner']);
export type Role = Type.Static<typeof Role>;

export const Session = Type.Object({
  user: Type.String(),
  role: Role,
  /** yards this session may see; `null` means every yard */
  yards: nullable(Type.Array(Type.String())),
  /** the partner whose link began the session; absent for everyone else */
  partner: Type.Optional(Type.String()),
});
export type Session = Type.Static<typeof Session>;

export const LoginRequest = Type.Object({
  user: Type.String({ minLength: 1, maxLength: 64 }),
  password: Type.String({ minLength: 1, maxLength: 256 }),
});

export const VisitListQuery = Type.Object({
  yard: Type.Optional(Type.String({ pattern: NAME_PATTERN })),
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
});

export const VisitList = Type.Object({ visits: Type.Array(Visit), next: nullable(Type.String()) });
export type VisitList = Type.Static<typeof VisitList>;

/** Widths of a series' buckets: fixed spans and months on KST boundaries, or the yard's own shifts. */
export const SERIES_WIDTHS = [...BUCKET_WIDTHS, 'shift'] as const;
export type SeriesWidth = (typeof SERIES_WIDTHS)[number];

/** Columns as JSON, or as an Arrow IPC stream. */
export const SERIES_FORMATS = ['json', 'arrow'] as const;
export type SeriesFormat = (typeof SERIES_FORMATS)[number];

/** What every series but throughput is asked by; `to` is not included. */
export const SeriesQuery = Type.Object({
  yard: Type.String({ pattern: NAME_PATTERN }),
  from: Type.String(),
  to: Type.String(),
  every: Type.Optional(union(SERIES_WIDTHS)),
  format: Type.Optional(union(SERIES_FORMATS)),
});
export type SeriesQuery = Type.Static<typeof SeriesQuery>;

export const ThroughputQuery = Type.Object({
  yard: Type.String({ pattern: NAME_PATTERN }),
  from: Type.String(),
  to: Type.String(),
  every: Type.Optional(union(SERIES_WIDTHS)),
  by: Type.Optional(union(['grade', 'direction', 'partner'])),
  format: Type.Optional(union(SERIES_FORMATS)),
});

/** Columns of a series, all of one length: every key has a row in every bucket, empty buckets are 0. */
export const ThroughputSeries = Type.Object({
  time: Type.Array(Time),
  key: Type.Array(Type.String()),
  kg: Type.Array(Kilogram),
});
export type ThroughputSeries = Type.Static<typeof ThroughputSeries>;

/** Net kilograms of both directions per grade: every grade that occurs in the span stands in every bucket. */
export const MixSeries = Type.Object({
  time: Type.Array(Time),
  grade: Type.Array(Type.String()),
  inboundKg: Type.Array(Kilogram),
  outboundKg: Type.Array(Kilogram),
});
export type MixSeries = Type.Static<typeof MixSeries>;

/** Net kilograms by partner, direction and grade; every combination that occurs stands in every bucket. */
export const FlowSeries = Type.Object({
  time: Type.Array(Time),
  /** empty: the visit named no partner */
  partner: Type.Array(Type.String()),
  direction: Type.Array(Type.String()),
  grade: Type.Array(Type.String()),
  kg: Type.Array(Kilogram),
});
export type FlowSeries = Type.Static<typeof FlowSeries>;

/** Graded photos by camera (`area/device`), by their capture. */
export const InspectionSeries = Type.Object({
  time: Type.Array(Time),
  camera: Type.Array(Type.String()),
  photos: Type.Array(Type.Integer()),
  outOfDomain: Type.Array(Type.Integer()),
  /** mean of the photos' confidence; null in an empty bucket */
  confidence: Type.Array(nullable(Type.Number())),
});
export type InspectionSeries = Type.Static<typeof InspectionSeries>;

/** Share of each bucket in which a device (`area/device`) was online; null before it was first heard. */
export const AvailabilitySeries = Type.Object({
  time: Type.Array(Time),
  device: Type.Array(Type.String()),
  online: Type.Array(nullable(Type.Number())),
});
export type AvailabilitySeries = Type.Static<typeof AvailabilitySeries>;

/** The last value of each indicator in each bucket; null where there is none. */
export const IndicatorSeries = Type.Object({
  time: Type.Array(Time),
  indicator: Type.Array(Type.String()),
  value: Type.Array(nullable(Type.Number())),
  target: Type.Array(nullable(Type.Number())),
});
export type IndicatorSeries = Type.Static<typeof IndicatorSeries>;

/** A grant project's budget belongs to no yard, so it has no shifts. */
export const BudgetQuery = Type.Object({
  project: Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\x00-\\x1f\\x7f]+$' }),
  from: Type.String(),
  to: Type.String(),
  every: Type.Optional(union(BUCKET_WIDTHS)),
  format: Type.Optional(union(SERIES_FORMATS)),
});

/** Won by funder, line and stage of a grant project; every combination that occurs stands in every bucket. */
export const BudgetSeries = Type.Object({
  time: Type.Array(Time),
  funder: Type.Array(Type.String()),
  line: Type.Array(Type.String()),
  stage: Type.Array(Type.String()),
  amountKrw: Type.Array(Type.Integer()),
});
export type BudgetSeries = Type.Static<typeof BudgetSeries>;

/** Kilograms of an ended KST day that changed afterwards. */
export const Restatement = Type.Object({
  seq: Type.Integer(),
  day: Type.String(),
  direction: Type.String(),
  /** a grade bucket, or `deduction` */
  grade: Type.String(),
  /** the day's sum of that direction and grade */
  beforeKg: Kilogram,
  afterKg: Kilogram,
  differenceKg: Kilogram,
  visit: Type.String(),
  cause: union(['correction', 'cancellation', 'late-event', 'inspection']),
  /** the person who caused it; null: a late event or inspection did */
  by: nullable(Type.String()),
  at: Time,
});
export type Restatement = Type.Static<typeof Restatement>;

export const DaysQuery = Type.Object({ from: Type.String(), to: Type.String() });

/** Days of a yard, `from` and `to` included, each with its totals; restated days are marked. */
export const DayList = Type.Object({
  days: Type.Array(
    Type.Object({ day: Type.String(), restated: Type.Boolean(), deductionKg: Kilogram, ...Totals.properties }),
  ),
});
export type DayList = Type.Static<typeof DayList>;

export const RestatementList = Type.Object({ restatements: Type.Array(Restatement) });
export type RestatementList = Type.Static<typeof RestatementList>;

/** How the projection into InfluxDB stands. */
export const ProjectionHealth = Type.Object({
  state: union(['running', 'waiting', 'away'], {
    description: 'waiting: the server asked for a pause; away: it does not answer',
  }),
  /** without credentials */
  url: Type.String(),
  due: Type.Integer(),
  oldestAt: nullable(Time),
  written: Type.Integer({ description: 'points since the start' }),
  rejected: Type.Integer({ description: 'points that InfluxDB refused, ever' }),
  lastWrittenAt: nullable(Time),
  lastError: nullable(Type.String()),
  retryAt: nullable(Time),
  /** from the commit of a row to the confirmation of its point */
  lagP50Ms: nullable(Type.Number()),
  lagP95Ms: nullable(Type.Number()),
});
export type ProjectionHealth = Type.Static<typeof ProjectionHealth>;

/** The last comparison of the ledger's sums with InfluxDB's, per yard, day and grade. */
export const Verification = Type.Object({
  at: Time,
  fromDay: Type.String(),
  toDay: Type.String(),
  compared: Type.Integer(),
  differing: Type.Integer(),
  repaired: Type.Integer(),
  differences: Type.Array(
    Type.Object({
      yard: Type.String(),
      day: Type.String(),
      grade: Type.String(),
      ledgerKg: Kilogram,
      influxKg: Kilogram,
      repaired: Type.Boolean(),
    }),
    { description: 'at most 100' },
  ),
});
export type Verification = Type.Static<typeof Verification>;

/** What the collector tells of its own work. */
export const CollectorNumbers = Type.Object({
  version: Type.String(),
  uptimeS: Type.Integer(),
  /** facts that wait for the broker, and since when */
  outbox: Type.Integer(),
  outboxOldestAt: nullable(Time),
  /** messages safe on disk and not booked yet, and since when */
  spooled: Type.Integer(),
  spooledOldestAt: nullable(Time),
  /** a batch's way from its first message's arrival to the commit */
  commitP50Ms: nullable(Type.Number()),
  commitP95Ms: nullable(Type.Number()),
  loopLagMs: Type.Number(),
  rssMb: Type.Number(),
  /** what is wrong with the disk or the ledger; null: nothing */
  trouble: nullable(Type.String()),
  projection: nullable(ProjectionHealth),
});
export type CollectorNumbers = Type.Static<typeof CollectorNumbers>;

/** The state of the whole system, told apart: closed yard, silent sensor, collector behind, database away. */
export const SystemState = Type.Object({
  at: Time,
  /** where history comes from */
  history: union(['ledger', 'influx', 'ledger-for-influx'], {
    description: 'ledger-for-influx: InfluxDB is set and away, so the ledger stands in',
  }),
  condition: union(SYSTEM_CONDITIONS),
  collector: Type.Object({ online: Type.Boolean(), heardAt: nullable(Time), numbers: nullable(CollectorNumbers) }),
  verification: nullable(Verification),
  grading: CollectorHealth.properties.grading,
  server: Type.Object({
    version: Type.String(),
    uptimeS: Type.Integer(),
    loopLagMs: Type.Number(),
    rssMb: Type.Number(),
    clients: Type.Integer({ description: 'live sockets' }),
  }),
  yards: Type.Array(
    Type.Object({
      yard: Type.String(),
      name: Type.String(),
      open: Type.Boolean(),
      /** when it opens or closes next; null: always open */
      changesAt: nullable(Time),
      account: Account,
      devices: Type.Array(
        Type.Object({
          area: Type.String(),
          device: Type.String(),
          condition: union(DEVICE_CONDITIONS),
          heardAt: nullable(Time),
          clockOff: Type.Boolean(),
        }),
      ),
    }),
  ),
  deadLetters: Type.Integer(),
  openAlerts: Type.Integer(),
});
export type SystemState = Type.Static<typeof SystemState>;

/** Something that needs a person: raised by the system, seen by someone, resolved when its cause is gone. */
export const Alert = Type.Object({
  id: Type.Integer(),
  code: union(ALERT_CODES),
  level: union(['alarm', 'warning']),
  /** null: it concerns the whole system */
  yard: nullable(Type.String()),
  /** `area/device` it speaks of */
  device: nullable(Type.String()),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  raisedAt: Time,
  seenAt: nullable(Time),
  seenBy: nullable(Type.String()),
  resolvedAt: nullable(Time),
});
export type Alert = Type.Static<typeof Alert>;

export const AlertQuery = Type.Object({
  yard: Type.Optional(Type.String({ pattern: NAME_PATTERN })),
  state: Type.Optional(union(['open', 'resolved'])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});
export const AlertList = Type.Object({ alerts: Type.Array(Alert) });
export type AlertList = Type.Static<typeof AlertList>;

/** A message that was refused. */
export const DeadLetter = Type.Object({
  seq: Type.Integer(),
  at: Time,
  topic: Type.String(),
  yard: nullable(Type.String()),
  device: nullable(Type.String({ description: 'area/device' })),
  id: nullable(Type.String()),
  code: Type.String(),
  detail: Type.String(),
  /** its first bytes as text where they are text, else as hexadecimal */
  preview: Type.String(),
  isText: Type.Boolean(),
  size: Type.Integer(),
  /** false: too big to keep, so the device must send it again */
  canRetry: Type.Boolean(),
  retries: Type.Array(
    Type.Object({
      at: Time,
      by: Type.String(),
      reason: Type.String(),
      /** null: it was booked */
      code: nullable(Type.String()),
    }),
  ),
});
export type DeadLetter = Type.Static<typeof DeadLetter>;

export const DeadLetterQuery = Type.Object({
  yard: Type.Optional(Type.String({ pattern: NAME_PATTERN })),
  code: Type.Optional(Type.String({ maxLength: 64 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
});
export const DeadLetterList = Type.Object({ letters: Type.Array(DeadLetter), next: nullable(Type.String()) });
export type DeadLetterList = Type.Static<typeof DeadLetterList>;

export const RetryRequest = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) });

/** A span of commands: days or instants; the last day when left out. */
export const CommandQuery = Type.Object({ from: Type.Optional(Type.String()), to: Type.Optional(Type.String()) });

/** A command to a device with what became of it. */
export const DeviceCommandRecord = Type.Object({
  id: Type.String(),
  yard: Type.String(),
  /** `area/device` that was told */
  device: Type.String(),
  command: Type.Enum([...DEVICE_COMMANDS]),
  args: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  state: union(['issued', 'sent', 'acked', 'failed', 'expired']),
  /** why it was given, and why it failed or expired */
  reason: Type.String(),
  failure: nullable(Type.String()),
  /** `cause@version` of the rule; null: it takes a hold back */
  rule: nullable(Type.String()),
  /** the event that it follows from */
  cause: Type.Object({ kind: Type.String(), device: Type.String(), id: Type.String(), at: Time }),
  visit: nullable(Type.String()),
  /** the hold that it takes back */
  releases: nullable(Type.String()),
  /** the person who gave it; null: a rule */
  by: nullable(Type.String()),
  issuedAt: Time,
  sentAt: nullable(Time),
  answeredAt: nullable(Time),
  expiresAt: Time,
  /** of a hold: whether it stands, and who ended it and why; null: it holds nothing */
  hold: nullable(
    Type.Object({
      stands: Type.Boolean(),
      endedAt: nullable(Time),
      endedBy: nullable(Type.String()),
      endReason: nullable(Type.String()),
    }),
  ),
});
export type DeviceCommandRecord = Type.Static<typeof DeviceCommandRecord>;
/** Newest first, at most 500. */
export const DeviceCommandList = Type.Object({ commands: Type.Array(DeviceCommandRecord) });
export type DeviceCommandList = Type.Static<typeof DeviceCommandList>;

export const ReleaseRequest = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) });

/** A point that InfluxDB refused, with its reason. */
export const RejectedPointList = Type.Object({
  points: Type.Array(
    Type.Object({ seq: Type.Integer(), at: Time, yard: Type.String(), line: Type.String(), reason: Type.String() }),
  ),
});
export type RejectedPointList = Type.Static<typeof RejectedPointList>;

export const CorrectionRequest = Type.Object({
  grade: Type.Optional(Type.String()),
  grades: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
  deductionKg: Type.Optional(Type.Integer({ minimum: 0 })),
  frame: Type.Optional(Type.String({ maxLength: 128 })),
  withdraws: Type.Optional(Type.String({ maxLength: 128 })),
  reason: Type.String({ minLength: 1, maxLength: 500 }),
});
export type CorrectionRequest = Type.Static<typeof CorrectionRequest>;

export const Health = Type.Object({
  status: union(['ok', 'degraded']),
  version: Type.String(),
  uptimeS: Type.Integer(),
  parts: Type.Record(
    Type.String(),
    Type.Object({ status: union(['ok', 'degraded', 'off']), detail: Type.Optional(Type.String()) }),
  ),
});
export type Health = Type.Static<typeof Health>;

/** A revocable, read-only token that shows one yard on a wall; the token itself is given out once. */
export const WallToken = Type.Object({
  id: Type.String(),
  yard: Type.String(),
  name: Type.String(),
  createdAt: Time,
  createdBy: Type.String(),
  usedAt: nullable(Time),
});
export type WallToken = Type.Static<typeof WallToken>;

export const WallTokenList = Type.Object({ tokens: Type.Array(WallToken) });
export type WallTokenList = Type.Static<typeof WallTokenList>;

export const WallTokenRequest = Type.Object({
  yard: Type.String({ pattern: NAME_PATTERN }),
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
});
export type WallTokenRequest = Type.Static<typeof WallTokenRequest>;

/** The answer that carries the secret; it is never shown again. */
export const WallTokenGrant = Type.Object({ ...WallToken.properties, token: Type.String() });
export type WallTokenGrant = Type.Static<typeof WallTokenGrant>;

export const WallSessionRequest = Type.Object({ token: Type.String({ minLength: 1, maxLength: 128 }) });
export type WallSessionRequest = Type.Static<typeof WallSessionRequest>;

/** Roles a person may have; `wall` belongs to screens and comes by a token. */
export const UserRole = union(['plant', 'procurement', 'programme', 'admin']);
export type UserRole = Type.Static<typeof UserRole>;

const Password = Type.String({ minLength: 8, maxLength: 256 });

export const User = Type.Object({
  name: Type.String(),
  role: UserRole,
  /** `null` means every yard */
  yards: nullable(Type.Array(Type.String())),
  createdAt: Time,
});
export type User = Type.Static<typeof User>;

export const UserList = Type.Object({ users: Type.Array(User) });
export type UserList = Type.Static<typeof UserList>;

export const UserRequest = Type.Object({
  name: Type.String({ pattern: '^[A-Za-z0-9가-힣._-]{1,64}$' }),
  role: UserRole,
  yards: nullable(Type.Array(Type.String({ pattern: NAME_PATTERN }), { maxItems: 500 })),
  password: Password,
});
export type UserRequest = Type.Static<typeof UserRequest>;

export const PasswordRequest = Type.Object({ password: Password });
export type PasswordRequest = Type.Static<typeof PasswordRequest>;

export const CancellationRequest = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) });
export type CancellationRequest = Type.Static<typeof CancellationRequest>;

/** A command went to the collector; the row with this id follows in the ledger. */
export const CommandAccepted = Type.Object({ id: Type.String() });
export type CommandAccepted = Type.Static<typeof CommandAccepted>;

/** A visit that a person should look at, with what is needed to judge it at once. */
export const ReviewItem = Type.Object({
  visit: Visit,
  /** won: tonnes x price gap of the two likeliest grades x (1 - confidence) */
  moneyAtRisk: Type.Integer(),
  likeliest: Type.Array(Type.String(), { maxItems: 2 }),
  /** photos that are still in doubt, the most doubtful first */
  frames: Type.Array(VisitFrame),
  suggestedDeduction: Kilogram,
});
export type ReviewItem = Type.Static<typeof ReviewItem>;

/** The review queue, most money at risk first. */
export const ReviewQueue = Type.Object({ items: Type.Array(ReviewItem), total: Type.Integer() });
export type ReviewQueue = Type.Static<typeof ReviewQueue>;

/** Precision, recall and F1 of one grade, with the 95 % interval of F1. */
export const GradeScore = Type.Object({
  grade: Type.String(),
  photos: Type.Integer(),
  precision: Type.Number(),
  recall: Type.Number(),
  f1: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
});
export type GradeScore = Type.Static<typeof GradeScore>;

/** A figure with its 95 % interval. */
const Measured = Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() });

/** How a model does on photos it was not made from; intervals are of 95 %, by drawing trucks with replacement. */
export const ModelScores = Type.Object({
  accuracy: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
  macroF1: Type.Number(),
  macroF1Low: nullable(Type.Number()),
  macroF1High: nullable(Type.Number()),
  /** grades that `macroF1` is the mean of */
  macroF1Grades: nullable(Type.Array(Type.String())),
  /** what it has over the version it would take the place of, on the same photos, truck by truck */
  gain: nullable(Type.Object({ accuracy: Measured, macroF1: Measured })),
  photos: Type.Integer(),
  trucks: Type.Integer(),
  grades: Type.Array(GradeScore),
  /** reliability: mean confidence and share right of the photos in each bin of confidence */
  reliability: Type.Array(Type.Object({ confidence: Type.Number(), right: Type.Number(), photos: Type.Integer() })),
  calibrationError: nullable(Type.Number()),
  /** the same of visits, on trucks made of such photos; absent where nobody measured it */
  visits: Type.Optional(
    Type.Object({
      trucks: Type.Integer(),
      calibrationError: Type.Number(),
      reliability: Type.Array(Type.Object({ confidence: Type.Number(), right: Type.Number(), trucks: Type.Integer() })),
    }),
  ),
});
export type ModelScores = Type.Static<typeof ModelScores>;

export const ModelVersion = Type.Object({
  version: Type.String(),
  sha256: Type.String(),
  madeAt: nullable(Time),
  madeBy: nullable(Type.String()),
  /** version whose head it took the place of; null: shipped */
  base: nullable(Type.String()),
  state: union(['current', 'shadow', 'candidate', 'refused', 'former']),
  /** why it was refused; null otherwise */
  refusal: nullable(Type.String()),
  /** corrections it learned from */
  corrections: Type.Integer(),
  /** on held-out photos; of a yard's own version: the same held-out trucks before (its base) and after */
  scores: nullable(ModelScores),
  before: nullable(ModelScores),
  /** text of its card, Markdown */
  card: Type.String(),
});
export type ModelVersion = Type.Static<typeof ModelVersion>;

export const CameraModel = Type.Object({
  area: Type.String(),
  device: Type.String(),
  version: Type.String(),
  region: Type.Array(Type.Object({ x: Type.Number(), y: Type.Number() })),
  /** a recent photo of it; null when there is none */
  sha256: nullable(Type.String()),
});
export type CameraModel = Type.Static<typeof CameraModel>;

/** A photo that current model and shadow judge differently. */
export const Disagreement = Type.Object({
  sha256: Type.String(),
  at: Time,
  visit: nullable(Type.String()),
  area: Type.String(),
  device: Type.String(),
  current: Type.Object({ version: Type.String(), grade: nullable(Type.String()), confidence: nullable(Type.Number()) }),
  shadow: Type.Object({ version: Type.String(), grade: nullable(Type.String()), confidence: nullable(Type.Number()) }),
  /** what a person said of it, if anyone did */
  corrected: nullable(Type.String()),
});
export type Disagreement = Type.Static<typeof Disagreement>;

/** One camera's week (Monday, KST) under the model that judged it. */
export const DriftRow = Type.Object({
  week: Type.String(),
  area: Type.String(),
  device: Type.String(),
  photos: Type.Integer(),
  outOfDomain: Type.Number(),
  confidence: nullable(Type.Number()),
  /** share of corrected photos whose judgement the person kept; null when nobody looked */
  agreement: nullable(Type.Number()),
  /** what has moved against the weeks before: outOfDomain, confidence, agreement */
  warnings: Type.Array(Type.String()),
});
export type DriftRow = Type.Static<typeof DriftRow>;

/** Everything the models page of a yard shows. */
export const YardModels = Type.Object({
  yard: Type.String(),
  versions: Type.Array(ModelVersion),
  cameras: Type.Array(CameraModel),
  /** corrections that no version has learned from yet */
  unlearned: Type.Integer(),
  shadow: nullable(
    Type.Object({
      version: Type.String(),
      compared: Type.Integer(),
      same: Type.Integer(),
      disagreements: Type.Array(Disagreement),
    }),
  ),
  drift: Type.Array(DriftRow),
  audit: Type.Array(
    Type.Object({ at: Time, action: Type.String(), version: Type.String(), by: Type.String(), reason: Type.String() }),
  ),
});
export type YardModels = Type.Static<typeof YardModels>;

/** What a model command asks; `version` for shadow and promote. */
export const ModelRequest = Type.Object({
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  version: Type.Optional(Type.String({ maxLength: 64 })),
});
export type ModelRequest = Type.Static<typeof ModelRequest>;

export const RegionRequest = Type.Object({
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  points: Type.Array(
    Type.Object({ x: Type.Number({ minimum: 0, maximum: 1 }), y: Type.Number({ minimum: 0, maximum: 1 }) }),
    { maxItems: 24 },
  ),
});
export type RegionRequest = Type.Static<typeof RegionRequest>;
