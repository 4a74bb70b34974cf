/** Topics of the edge contract, of the facts and of the commands: the only place that spells them. */

export const EDGE_ROOT = 'scrap/v1';
export const FACT_ROOT = 'scrap-facts/v1';
export const COMMAND_ROOT = 'scrap-commands/v1';

/** Kinds of message a device publishes; `load` is shown and never recorded. */
export const EDGE_KINDS = ['state', 'weighing', 'load', 'lift', 'frame', 'radiation', 'occupancy', 'ack'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** Kinds of message that go to a device. */
export const DEVICE_BOUND_KINDS = ['receipt', 'cmd'] as const;
export type DeviceBoundKind = (typeof DEVICE_BOUND_KINDS)[number];

/** Kinds of fact the collector publishes. */
export const FACT_KINDS = ['visit', 'inspection', 'weighing', 'device', 'day', 'account', 'exception'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Facts that a broker retains, so that a newcomer knows the state at once. */
export const RETAINED_FACTS: readonly FactKind[] = ['day', 'device', 'account'];

/** Kinds of command the server asks the collector to carry out (invariant 7: every fact has one writer). */
export const COMMAND_KINDS = [
  'correction',
  'cancellation',
  'refit',
  'shadow',
  'promote',
  'roll-back',
  'region',
  'retry',
  'release',
  'usage',
  'budget',
  'slip',
  'slip-cancellation',
  'dispute',
  'stock-count',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/**
 * Every message from and to devices, and everything else below `scrap`: the collector reads all of it so that a wrong
 * topic or version becomes a dead letter.
 */
export const EDGE_FILTER = 'scrap/#';
/** Live scale readings of every yard. */
export const LOAD_FILTER = `${EDGE_ROOT}/+/+/+/+/load`;
export const FACT_FILTER = `${FACT_ROOT}/#`;
export const COMMAND_FILTER = `${COMMAND_ROOT}/#`;

/** Retained health of the collector, JSON `CollectorStatus`; its last will says `online: false`. */
export const COLLECTOR_STATUS_TOPIC = 'scrap-status/v1/collector';

/** A name in a topic: tenant, yard, area or device. */
export const NAME_PATTERN = '^[a-z0-9-]{1,32}$';
const NAME = new RegExp(NAME_PATTERN);

/** Where a device stands: its topic without the kind. */
export interface DeviceAddress {
  readonly tenant: string;
  readonly yard: string;
  readonly area: string;
  readonly device: string;
}

/** The topic of one kind of message from or to a device. */
export function edgeTopic(at: DeviceAddress, kind: EdgeKind | DeviceBoundKind): string {
  return `${EDGE_ROOT}/${at.tenant}/${at.yard}/${at.area}/${at.device}/${kind}`;
}

/** Reads an edge topic; `null` when it is not one of the contract's. */
export function parseEdgeTopic(
  topic: string,
): { readonly address: DeviceAddress; readonly kind: EdgeKind | DeviceBoundKind } | null {
  const address = addressOf(topic);
  const kind = topic.split('/')[6];
  if (!address || !isKind(kind)) return null;
  return { address, kind };
}

/** The device a topic names even when its kind is unknown, so that a dead letter is counted where it came from. */
export function addressOf(topic: string): DeviceAddress | null {
  const parts = topic.split('/');
  const [root, version, tenant, yard, area, device] = parts;
  if (parts.length !== 7 || `${root}/${version}` !== EDGE_ROOT) return null;
  if (![tenant, yard, area, device].every((name) => name !== undefined && NAME.test(name))) return null;
  return { tenant, yard, area, device } as DeviceAddress;
}

/** The topic of a kind of fact of a yard. */
export function factTopic(tenant: string, yard: string, kind: FactKind): string {
  return `${FACT_ROOT}/${tenant}/${yard}/${kind}`;
}

/** Reads a fact topic; `null` when it is none. */
export function parseFactTopic(
  topic: string,
): { readonly tenant: string; readonly yard: string; readonly kind: FactKind } | null {
  const [root, version, tenant, yard, kind, ...rest] = topic.split('/');
  if (`${root}/${version}` !== FACT_ROOT || rest.length > 0 || !tenant || !yard) return null;
  const known = FACT_KINDS.find((name) => name === kind);
  return known ? { tenant, yard, kind: known } : null;
}

/** Where the server's commands are booked as events: in the yard they are about. */
export const OFFICE = { area: 'office', device: 'server' } as const;

/** The topic of a command of a yard. */
export function commandTopic(tenant: string, yard: string, kind: CommandKind): string {
  return `${COMMAND_ROOT}/${tenant}/${yard}/${kind}`;
}

/** Reads a command topic; `null` when it is none. */
export function parseCommandTopic(
  topic: string,
): { readonly tenant: string; readonly yard: string; readonly kind: CommandKind } | null {
  const [root, version, tenant, yard, kind, ...rest] = topic.split('/');
  if (`${root}/${version}` !== COMMAND_ROOT || rest.length > 0) return null;
  if (!tenant || !yard || !NAME.test(tenant) || !NAME.test(yard)) return null;
  const known = COMMAND_KINDS.find((name) => name === kind);
  return known ? { tenant, yard, kind: known } : null;
}

function isKind(kind: string | undefined): kind is EdgeKind | DeviceBoundKind {
  return (EDGE_KINDS as readonly (string | undefined)[]).concat(DEVICE_BOUND_KINDS).includes(kind);
}
