import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { isGrade } from '../../domain/grades.ts';
import { plateKey } from '../../domain/plate.ts';
import {
  AckMessage,
  BudgetCommand,
  CancellationCommand,
  CorrectionCommand,
  DisputeCommand,
  LiftMessage,
  MAX_FRAME_BYTES,
  MAX_KILOGRAMS,
  OccupancyMessage,
  PromoteCommand,
  RadiationMessage,
  RefitCommand,
  RegionCommand,
  ReleaseCommand,
  RetryCommand,
  RollBackCommand,
  ShadowCommand,
  SlipCancellationCommand,
  SlipCommand,
  StateMessage as StatePayload,
  StockCountCommand,
  UsageCommand,
  WeighingMessage,
} from '../../domain/wire/edge-messages.ts';
import {
  addressOf,
  COMMAND_ROOT,
  type DeviceAddress,
  type DeviceBoundKind,
  type EdgeKind,
  NAME_PATTERN,
  OFFICE,
  parseCommandTopic,
  parseEdgeTopic,
} from '../../domain/wire/mqtt-topics.ts';
import { FIRST_BYTES, type LedgerMessage, MOST_KEPT_BYTES, NOWHERE } from '../messages.ts';
import { decodeFrame, type PhotoBytes } from './decode-frame.ts';
import { canonicalBody, type Delivery, eventTime, messageDigest, parseJson, Refusal } from './payload.ts';

/** What a delivery amounts to; a photo travels beside its event until it is on disk. */
export interface Decoded {
  readonly message: LedgerMessage;
  readonly photo: PhotoBytes | null;
}

/** A schema ready to check, with the names of its fields: `Clean` would sort its unions anew for every message. */
const payload = <T extends Type.TObject>(schema: T) => ({
  door: Compile(schema),
  fields: Object.keys(schema.properties),
});
const PAYLOADS = {
  state: payload(StatePayload),
  weighing: payload(WeighingMessage),
  lift: payload(LiftMessage),
  radiation: payload(RadiationMessage),
  occupancy: payload(OccupancyMessage),
  ack: payload(AckMessage),
};
const COMMANDS = {
  correction: Compile(CorrectionCommand),
  cancellation: Compile(CancellationCommand),
  refit: Compile(RefitCommand),
  shadow: Compile(ShadowCommand),
  promote: Compile(PromoteCommand),
  'roll-back': Compile(RollBackCommand),
  region: Compile(RegionCommand),
  retry: Compile(RetryCommand),
  release: Compile(ReleaseCommand),
  usage: Compile(UsageCommand),
  budget: Compile(BudgetCommand),
  slip: Compile(SlipCommand),
  'slip-cancellation': Compile(SlipCancellationCommand),
  dispute: Compile(DisputeCommand),
  'stock-count': Compile(StockCountCommand),
};
const NAME = new RegExp(NAME_PATTERN);
const HasId = Compile(Type.Object({ id: Type.String({ minLength: 1, maxLength: 128 }) }));

/** No message of the contract is longer: a photo of the largest size in base64, and some fields. */
const MOST_PARSED_BYTES = 2 * MAX_FRAME_BYTES;

/**
 * The device in whose account a delivery of this topic is counted, with empty names when it names none; null for what
 * is not the ledger's.
 */
export function accountOfTopic(topic: string): DeviceAddress | null {
  if (isNotLedgers(parseEdgeTopic(topic)?.kind)) return null;
  const command = parseCommandTopic(topic);
  if (command) return officeOf(command);
  return addressOf(topic) ?? NOWHERE;
}

const isNotLedgers = (kind: EdgeKind | DeviceBoundKind | undefined): boolean =>
  kind === 'load' || kind === 'receipt' || kind === 'cmd';

/** Commands are booked as events of the yard's office. */
const officeOf = ({ tenant, yard }: { readonly tenant: string; readonly yard: string }): DeviceAddress => ({
  tenant,
  yard,
  ...OFFICE,
});

/**
 * Parses a delivery at the door: an event or state ready for the ledger, or a refusal with its reason. Null for what is
 * not the ledger's: live loads, and what goes to devices. Never throws for anything a device can send.
 */
export function decode(delivery: Delivery, tenant: string | null): Decoded | null {
  const { topic, payload, receivedAt } = delivery;
  const parsed = parseEdgeTopic(topic);
  if (isNotLedgers(parsed?.kind)) return null;
  const address = addressOf(topic);
  try {
    if (topic.startsWith(`${COMMAND_ROOT}/`)) return { message: decodeCommand(delivery, tenant), photo: null };
    if (!parsed || !address) throw new Refusal('TOPIC_UNKNOWN', 'not scrap/v1/{tenant}/{yard}/{area}/{device}/{kind}');
    requireTenant(address.tenant, tenant);
    if (payload.length === 0) throw new Refusal('PAYLOAD_EMPTY', 'the payload is empty');
    if (parsed.kind === 'frame') return decodeFrame(delivery, address);
    return { message: decodeJson(delivery, address, parsed.kind as keyof typeof PAYLOADS), photo: null };
  } catch (error) {
    // what no rule foresaw is refused as well: a message that is thrown back would come again for ever
    const { code, message } = error instanceof Refusal ? error : new Refusal('FIELD_INVALID', String(error));
    return {
      message: {
        type: 'refused',
        topic,
        address,
        receivedAt,
        id: statedId(delivery) ?? messageDigest(topic, payload),
        code,
        detail: message,
        firstBytes: payload.subarray(0, FIRST_BYTES),
        size: payload.length,
        ...(payload.length <= MOST_KEPT_BYTES ? { whole: { payload, properties: delivery.properties } } : {}),
      },
      photo: null,
    };
  }
}

interface Fields {
  readonly id?: string;
  readonly at: string | number;
  readonly ticket?: string;
  readonly plate?: string;
  readonly kg?: number;
  readonly lift?: number;
}

function decodeJson(
  delivery: Delivery,
  address: NonNullable<ReturnType<typeof addressOf>>,
  kind: Exclude<EdgeKind, 'load' | 'frame'>,
): LedgerMessage {
  const { topic, payload, receivedAt } = delivery;
  const value = parseJson(payload);
  const { door, fields: known } = PAYLOADS[kind];
  if (!door.Check(value)) throw invalidField(value, [...door.Errors(value)]);
  // a field that another kind knows may hold anything here: only this kind's own fields are read
  const fields = onlyFields(known, value) as Fields;
  const at = eventTime(fields.at, receivedAt);
  const id = fields.id ?? messageDigest(topic, payload);
  if (kind === 'state') {
    const state = value as Type.Static<typeof StatePayload>;
    return {
      type: 'state',
      address,
      at,
      receivedAt,
      id,
      online: state.online,
      model: state.model ?? null,
      firmware: state.firmware ?? null,
    };
  }
  if (kind === 'weighing' && !(value as Type.Static<typeof WeighingMessage>).stable) {
    throw new Refusal('WEIGHING_UNSTABLE', 'stable is false: the scale had not settled');
  }
  const plate = fields.plate === undefined ? null : plateKey(fields.plate);
  return {
    type: 'event',
    topic,
    address,
    kind,
    id,
    at,
    receivedAt,
    ticket: fields.ticket ?? null,
    plate,
    kg: fields.kg ?? null,
    lift: fields.lift ?? null,
    sha256: null,
    visit: null,
    body: canonicalBody({ ...fields, at }),
    firstBytes: payload.subarray(0, FIRST_BYTES),
    size: payload.length,
  };
}

/** What the contract knows of a message, without what a device says beyond it. */
function onlyFields(known: readonly string[], value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => known.includes(name)));
}

/** Commands of the server, the only other writer of wishes; they are booked as events of the yard's office. */
function decodeCommand({ topic, payload, receivedAt }: Delivery, tenant: string | null): LedgerMessage {
  const parsed = parseCommandTopic(topic);
  if (!parsed) throw new Refusal('TOPIC_UNKNOWN', 'not a command topic');
  requireTenant(parsed.tenant, tenant);
  const value = parseJson(payload);
  const schema = COMMANDS[parsed.kind];
  if (!schema.Check(value)) throw new Refusal('COMMAND_INVALID', 'the command does not fit its schema');
  const command = schema.Clean(value) as { id: string; at: number } & Partial<CorrectionCommand & RegionArguments>;
  const { id, visit } = command;
  const at = eventTime(command.at, receivedAt);
  if (parsed.kind === 'correction') requireGrades(command);
  requireRegion(command);
  return {
    type: 'event',
    topic,
    address: officeOf(parsed),
    kind: parsed.kind,
    id,
    at,
    receivedAt,
    ticket: null,
    plate: null,
    kg: null,
    lift: null,
    sha256: null,
    visit: visit ?? null,
    body: canonicalBody(command),
    firstBytes: payload.subarray(0, FIRST_BYTES),
    size: payload.length,
  };
}

type RegionArguments = Type.Static<typeof RegionCommand>;

function requireGrades({ grade, grades }: Partial<CorrectionCommand>): void {
  const named = [...(grade === undefined ? [] : [grade]), ...Object.keys(grades ?? {})];
  if (!named.every(isGrade)) throw new Refusal('COMMAND_INVALID', 'a grade is not canonical');
  if (grades && !Object.values(grades).some((kg) => kg > 0))
    throw new Refusal('COMMAND_INVALID', 'the grades hold no kilogram');
}

function requireRegion({ area, device, points }: Partial<RegionArguments>): void {
  if (points === undefined) return;
  if (!NAME.test(area ?? '') || !NAME.test(device ?? '')) throw new Refusal('COMMAND_INVALID', 'no such camera');
  if (points.length === 1 || points.length === 2)
    throw new Refusal('COMMAND_INVALID', 'a region has at least three corners, or none');
}

function requireTenant(named: string, served: string | null): void {
  if (served !== null && named !== served) throw new Refusal('TENANT_UNKNOWN', `this collector serves ${served}`);
}

function invalidField(value: unknown, errors: readonly { instancePath: string; message: string }[]): Refusal {
  const kg = (value as { kg?: unknown } | null)?.kg;
  const stated = typeof kg === 'object' ? 'an object' : JSON.stringify(kg)?.slice(0, 60);
  if (errors.some(({ instancePath }) => instancePath === '/kg')) {
    return new Refusal('KG_INVALID', `kg must be a whole number from 1 to ${MAX_KILOGRAMS}, not ${stated}`);
  }
  const first = errors[0];
  return new Refusal('FIELD_INVALID', `${first?.instancePath || 'the message'} ${first?.message ?? 'does not fit'}`);
}

/** The id a refused message states, so that its receipt names what the device knows. */
function statedId({ payload, properties }: Delivery): string | null {
  if (payload[0] !== 0x7b) return HasId.Check(properties) ? properties.id : null;
  if (payload.length > MOST_PARSED_BYTES) return null;
  try {
    const value = parseJson(payload);
    return HasId.Check(value) ? value.id : null;
  } catch {
    // a message that cannot be parsed states no id: it goes by its digest
    return null;
  }
}
