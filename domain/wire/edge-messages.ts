import Type from 'typebox';
import { STAGES } from '../programme/budget.ts';
import { FUNDERS } from '../programme/funding.ts';

/** Payload schemas of the edge contract. Unknown fields are ignored; the door that parses them is the collector's. */

export const MAX_KILOGRAMS = 200_000;
export const MAX_FRAME_BYTES = 8 * 1024 * 1024;
/** Photos above this many pixels are refused before they are decoded. */
export const MAX_FRAME_PIXELS = 40_000_000;
/** A device clock off by more than this is flagged on the device and on its rows. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

const id = Type.Optional(Type.String({ minLength: 1, maxLength: 128 }));
const at = Type.Union([Type.String({ maxLength: 40 }), Type.Integer()]);
const ticket = Type.Optional(Type.String({ minLength: 1, maxLength: 64 }));
const plateText = Type.String({ minLength: 1, maxLength: 32, pattern: '\\S' });
const plate = Type.Optional(plateText);
const lift = Type.Optional(Type.Integer({ minimum: 0, maximum: 9_999 }));
const kg = Type.Integer({ minimum: 1, maximum: MAX_KILOGRAMS });

export const StateMessage = Type.Object({
  online: Type.Boolean(),
  at,
  model: Type.Optional(Type.String({ maxLength: 128 })),
  firmware: Type.Optional(Type.String({ maxLength: 64 })),
});

export const WeighingMessage = Type.Object({
  id,
  at,
  kg,
  stable: Type.Boolean(),
  plate: plateText,
  ticket,
  direction: Type.Optional(Type.Union([Type.Literal('inbound'), Type.Literal('outbound')])),
  partner: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  declaredGrade: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  driver: Type.Optional(Type.String({ maxLength: 64 })),
});

export const LoadMessage = Type.Object({
  at,
  kg: Type.Integer({ minimum: -MAX_KILOGRAMS, maximum: MAX_KILOGRAMS }),
  stable: Type.Boolean(),
});

export const LiftMessage = Type.Object({
  id,
  at,
  kg,
  lift,
  ticket,
  plate,
});

/** The properties of a frame, sent as MQTT 5 user properties beside a raw JPEG. */
export const FrameProperties = Type.Object({ id, at, ticket, plate, lift });

/** A frame of an MQTT 3.1.1 device. */
export const FrameMessage = Type.Object({ id, at, ticket, plate, lift, jpeg: Type.String({ minLength: 1 }) });

export const RadiationMessage = Type.Object({
  id,
  at,
  microSvPerHour: Type.Number({ minimum: 0, maximum: 1e9 }),
  alarm: Type.Boolean(),
  ticket,
  plate,
});

export const OccupancyMessage = Type.Object({ id, at, ticket, plate, occupied: Type.Boolean() });

export const AckMessage = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 128 }),
  at,
  result: Type.Union([Type.Literal('done'), Type.Literal('failed')]),
  reason: Type.Optional(Type.String({ maxLength: 256 })),
});

/** What a device may be told to do. */
export const DEVICE_COMMANDS = ['hold-crane', 'release-crane', 'open-gate', 'show-bay'] as const;
export type DeviceCommand = (typeof DEVICE_COMMANDS)[number];

/** A command to a device; one that comes after `expiresAt` must not be carried out. */
export const CmdMessage = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 128 }),
  at,
  command: Type.Enum([...DEVICE_COMMANDS]),
  args: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  expiresAt: at,
});
export type CmdMessage = Type.Static<typeof CmdMessage>;

/** What a device gets once its events are committed or finally refused. */
export const ReceiptMessage = Type.Object({
  ids: Type.Array(Type.String()),
  rejected: Type.Optional(Type.Array(Type.Object({ id: Type.String(), code: Type.String() }))),
});
export type ReceiptMessage = Type.Static<typeof ReceiptMessage>;

/** A request of the server that a person corrects a visit; it becomes a ledger row. */
export const CorrectionCommand = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 128 }),
  at: Type.Integer(),
  visit: Type.String({ minLength: 1, maxLength: 64 }),
  by: Type.String({ minLength: 1, maxLength: 64 }),
  reason: Type.String({ minLength: 1, maxLength: 500 }),
  /** one grade for the whole visit, or for `frame` when that is given */
  grade: Type.Optional(Type.String()),
  /** kilograms per grade of the whole visit */
  grades: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0, maximum: MAX_KILOGRAMS }))),
  deductionKg: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_KILOGRAMS })),
  /** event id or SHA-256 of the photo that `grade` speaks of */
  frame: Type.Optional(Type.String({ maxLength: 128 })),
  /** id of the correction that this one takes back */
  withdraws: Type.Optional(Type.String({ maxLength: 128 })),
});
export type CorrectionCommand = Type.Static<typeof CorrectionCommand>;

/** A corner of a camera's region of interest, as shares of the frame's width and height. */
export const RegionPoint = Type.Object({
  x: Type.Number({ minimum: 0, maximum: 1 }),
  y: Type.Number({ minimum: 0, maximum: 1 }),
});
export type RegionPoint = Type.Static<typeof RegionPoint>;

const office = {
  id: Type.String({ minLength: 1, maxLength: 128 }),
  at: Type.Integer(),
  by: Type.String({ minLength: 1, maxLength: 64 }),
  reason: Type.String({ minLength: 1, maxLength: 500 }),
};

/** Makes a candidate model of the yard's corrections. */
export const RefitCommand = Type.Object(office);
/** Lets a version grade beside the current one without effect; no version ends it. */
export const ShadowCommand = Type.Object({ ...office, version: Type.Optional(Type.String({ maxLength: 64 })) });
/** Makes a version the one that grades this yard. */
export const PromoteCommand = Type.Object({ ...office, version: Type.String({ maxLength: 64 }) });
/** Goes back to the version that graded this yard before the current one. */
export const RollBackCommand = Type.Object(office);
/** Says which part of a camera's frame shows scrap; no points mean the whole frame. */
export const RegionCommand = Type.Object({
  ...office,
  area: Type.String({ maxLength: 32 }),
  device: Type.String({ maxLength: 32 }),
  points: Type.Array(RegionPoint, { maxItems: 24 }),
});

/** Tries a dead letter again, as after a fix; what comes of it becomes a row. */
export const RetryCommand = Type.Object({ ...office, deadLetter: Type.Integer({ minimum: 1 }) });
export type RetryCommand = Type.Static<typeof RetryCommand>;

/** An entry of a grant project's budget, whose id it has; the collector books it once, however often it is told. */
export const BudgetCommand = Type.Object({
  id: office.id,
  at: office.at,
  by: office.by,
  project: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
  funder: Type.Enum([...FUNDERS]),
  line: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
  stage: Type.Enum([...STAGES]),
  /** first instant of the entry's KST day, epoch milliseconds; of a plan it may lie ahead */
  on: Type.Integer({ minimum: 0, maximum: 32_503_680_000_000 }),
  /** whole won; negative where it takes another entry back or is a discount */
  amountKrw: Type.Integer({ minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 }),
});
export type BudgetCommand = Type.Static<typeof BudgetCommand>;

/** Sessions that people of each role began in the 24 hours up to now: the server counts them, the collector books them. */
export const UsageCommand = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 128 }),
  at: Type.Integer(),
  sessions: Type.Object({
    plant: Type.Integer({ minimum: 0 }),
    procurement: Type.Integer({ minimum: 0 }),
    programme: Type.Integer({ minimum: 0 }),
  }),
});
export type UsageCommand = Type.Static<typeof UsageCommand>;

/** Takes back a hold on a device in a person's name. */
export const ReleaseCommand = Type.Object({ ...office, command: Type.String({ minLength: 1, maxLength: 128 }) });
export type ReleaseCommand = Type.Static<typeof ReleaseCommand>;

/** A request of the server that a visit is cancelled. */
export const CancellationCommand = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 128 }),
  at: Type.Integer(),
  visit: Type.String({ minLength: 1, maxLength: 64 }),
  by: Type.String({ minLength: 1, maxLength: 64 }),
  reason: Type.String({ minLength: 1, maxLength: 500 }),
});
export type CancellationCommand = Type.Static<typeof CancellationCommand>;

const slipFields = {
  id: Type.String({ minLength: 1, maxLength: 128 }),
  at: Type.Integer(),
  by: Type.String({ minLength: 1, maxLength: 64 }),
  visit: Type.String({ minLength: 1, maxLength: 64 }),
};

/** Issues a visit's slip at once, without waiting for it to come to rest. */
export const SlipCommand = Type.Object(slipFields);
/** Crosses a slip out; its number stays taken. */
export const SlipCancellationCommand = Type.Object({ ...slipFields, reason: office.reason });

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** What a dispute is about: a photo's grade, the grade of the load, or a weight. */
export const DisputeSubject = Type.Union([
  Type.Object({ kind: Type.Literal('photo'), sha256: Sha256, wanted: Type.Union([Type.String(), Type.Null()]) }),
  Type.Object({ kind: Type.Literal('grade'), wanted: Type.Union([Type.String(), Type.Null()]) }),
  Type.Object({
    kind: Type.Literal('weight'),
    which: Type.Enum(['gross', 'tare', 'deduction']),
    wantedKg: Type.Union([Type.Integer({ minimum: 0, maximum: MAX_KILOGRAMS }), Type.Null()]),
  }),
]);
export type DisputeSubject = Type.Static<typeof DisputeSubject>;

export const DISPUTE_STEPS = ['open', 'say', 'answer', 'withdraw'] as const;
export type DisputeStep = (typeof DISPUTE_STEPS)[number];
export const DISPUTE_VERDICTS = ['upheld', 'partly', 'dismissed'] as const;
export type DisputeVerdict = (typeof DISPUTE_VERDICTS)[number];

/** A step of a dispute: a partner opens, withdraws or says; the yard says or answers. */
export const DisputeCommand = Type.Object({
  ...slipFields,
  dispute: Type.String({ minLength: 1, maxLength: 64 }),
  step: Type.Enum([...DISPUTE_STEPS]),
  party: Type.Enum(['partner', 'yard']),
  partner: Type.String({ minLength: 1, maxLength: 64 }),
  text: Type.String({ minLength: 1, maxLength: 2_000 }),
  /** of `open` alone */
  subject: Type.Optional(DisputeSubject),
  photos: Type.Array(Sha256, { maxItems: 8 }),
  /** of `answer` alone */
  verdict: Type.Optional(Type.Enum([...DISPUTE_VERDICTS])),
});
export type DisputeCommand = Type.Static<typeof DisputeCommand>;

/** What was counted on the ground; grades that are left out were not counted. */
export const StockCountCommand = Type.Object({
  ...office,
  countedAt: Type.Integer(),
  grades: Type.Record(Type.String(), Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
});
export type StockCountCommand = Type.Static<typeof StockCountCommand>;
