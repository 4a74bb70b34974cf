import type { RejectionCode } from './errors.ts';
import { formatKst } from './kst-time.ts';
import { isOpenAt, type OpeningHours } from './opening-hours.ts';
import { BEHIND_AFTER_MS, type CollectorSigns, type DeviceSigns, deviceCondition } from './triage.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS } from './units.ts';

export const ALERT_CODES = [
  'COLLECTOR_AWAY',
  'COLLECTOR_BEHIND',
  'COLLECTOR_TROUBLE',
  'DATABASE_AWAY',
  'POINTS_REJECTED',
  'SUMS_DIFFER',
  'OUTBOX_OLD',
  'GRADING_AWAY',
  'DEVICE_SILENT',
  'DEVICE_OFFLINE',
  'DEVICE_CLOCK_OFF',
  'RADIATION_ALARM',
  'DEAD_LETTERS',
  'NOTICE_FAILED',
  'DISPUTE_OPEN',
  'DISPUTE_OVERDUE',
] as const;
export type AlertCode = (typeof ALERT_CODES)[number];

interface AlertRule {
  readonly level: 'alarm' | 'warning';
  /** how long a cause must last before anyone is told: a restart or a reconnect is no alert */
  readonly raiseAfterMs: number;
  /** true: it stays open until a person has seen it, even when its cause is gone */
  readonly isKeptUntilSeen?: true;
}

export const ALERT_RULES: Readonly<Record<AlertCode, AlertRule>> = {
  COLLECTOR_AWAY: { level: 'alarm', raiseAfterMs: 15 * SECOND_MS },
  COLLECTOR_BEHIND: { level: 'warning', raiseAfterMs: 15 * SECOND_MS },
  COLLECTOR_TROUBLE: { level: 'alarm', raiseAfterMs: 0 },
  DATABASE_AWAY: { level: 'warning', raiseAfterMs: 30 * SECOND_MS },
  POINTS_REJECTED: { level: 'warning', raiseAfterMs: 0 },
  SUMS_DIFFER: { level: 'alarm', raiseAfterMs: 0 },
  OUTBOX_OLD: { level: 'warning', raiseAfterMs: 0 },
  GRADING_AWAY: { level: 'warning', raiseAfterMs: MINUTE_MS },
  DEVICE_SILENT: { level: 'warning', raiseAfterMs: 0 },
  DEVICE_OFFLINE: { level: 'warning', raiseAfterMs: MINUTE_MS },
  DEVICE_CLOCK_OFF: { level: 'warning', raiseAfterMs: MINUTE_MS },
  RADIATION_ALARM: { level: 'alarm', raiseAfterMs: 0, isKeptUntilSeen: true },
  DEAD_LETTERS: { level: 'warning', raiseAfterMs: 0 },
  NOTICE_FAILED: { level: 'warning', raiseAfterMs: 0 },
  DISPUTE_OPEN: { level: 'warning', raiseAfterMs: 0 },
  DISPUTE_OVERDUE: { level: 'alarm', raiseAfterMs: 0 },
};

/** A cause must be gone for this long before its alert is resolved, so that nothing flaps. */
export const RESOLVE_AFTER_MS = 30 * SECOND_MS;

/** Facts and points that wait longer than this are an alert of their own, whatever keeps them. */
export const OUTBOX_OLD_MS = 10 * MINUTE_MS;

/** Refusals that belong to a yard's day: they are kept and counted, and call nobody. */
export const EVERYDAY_REFUSALS: readonly RejectionCode[] = [
  'WEIGHING_UNSTABLE',
  'PLATE_CONTRADICTS_TICKET',
  'FRAME_UNGRADABLE',
];

/** What calls for a person now. */
export interface Cause {
  readonly code: AlertCode;
  /** `null`: it concerns the whole system */
  readonly yard: string | null;
  /** `area/device` */
  readonly device: string | null;
  /** tells causes of one place apart, as two trucks with radiation or two disputes; empty: there is nothing to tell apart */
  readonly about: string;
  /** as they were when it began; only a `count` goes on */
  readonly params: Readonly<Record<string, string | number>>;
  /** true: the yard rests, so an alert that is open stays open and no new one is raised */
  readonly isQuiet: boolean;
}

/** Names what a cause is about: one open alert each. */
export const subjectOf = ({ code, yard, device, about }: Cause): string =>
  [code, yard ?? '', device ?? '', about].join('|');

export interface YardSigns {
  readonly yard: string;
  readonly hours: OpeningHours | null;
  readonly devices: readonly (DeviceSigns & {
    /** `area/device` */
    readonly device: string;
    readonly isClockOff: boolean;
    readonly clockOffsetMs: number;
  })[];
  /** alarms of the last hour */
  readonly radiation: readonly {
    readonly device: string;
    /** names the truck without telling its plate; empty: unknown */
    readonly truck: string;
    readonly microSvPerHour: number | null;
  }[];
  /** refused messages of the last day, beyond the everyday ones, that nobody has brought into the ledger */
  readonly deadLetters: number;
  /** objections of partners that wait for the yard's answer */
  readonly disputes: readonly {
    readonly dispute: string;
    /** number of the slip that it is about */
    readonly slip: string;
    readonly partner: string;
    /** the last instant at which an answer is in time */
    readonly deadline: EpochMs;
  }[];
}

export interface Signs {
  readonly collector: CollectorSigns;
  /** `null`: there is no ledger to read */
  readonly ledger: {
    readonly yards: readonly YardSigns[];
    /** refused messages of the last day that name no yard */
    readonly strayLetters: number;
    /** points of the last day that InfluxDB refused */
    readonly rejectedPoints: number;
    /** the last comparison of ledger and InfluxDB */
    readonly verification: { readonly fromDay: string; readonly toDay: string; readonly unrepaired: number } | null;
  } | null;
  /** when the collector last began to listen without a break */
  readonly watchedSince: EpochMs;
  /** reports, mails and webhook events of the last day that were given up */
  readonly givenUpNotices: number;
}

/** What calls for a person, and codes of which nothing can be said now: their open alerts stay as they are. */
export interface Judgement {
  readonly causes: readonly Cause[];
  readonly unknown: ReadonlySet<AlertCode>;
}

const TOLD_BY_COLLECTOR: readonly AlertCode[] = [
  'COLLECTOR_BEHIND',
  'COLLECTOR_TROUBLE',
  'DATABASE_AWAY',
  'OUTBOX_OLD',
  'GRADING_AWAY',
];
const HEARD_BY_COLLECTOR: readonly AlertCode[] = ['DEVICE_SILENT', 'DEVICE_OFFLINE', 'DEVICE_CLOCK_OFF'];
const READ_IN_LEDGER: readonly AlertCode[] = [
  ...HEARD_BY_COLLECTOR,
  'RADIATION_ALARM',
  'DEAD_LETTERS',
  'POINTS_REJECTED',
  'SUMS_DIFFER',
  'DISPUTE_OPEN',
  'DISPUTE_OVERDUE',
];

const cause = (code: AlertCode, params: Cause['params'] = {}, more: Partial<Cause> = {}): Cause => ({
  ...{ code, yard: null, device: null, about: '', params, isQuiet: false },
  ...more,
});

/** Everything that calls for a person at an instant. */
export function judge({ collector, ledger, watchedSince, givenUpNotices }: Signs, now: EpochMs): Judgement {
  const unknown = new Set<AlertCode>([
    ...(collector.isOnline ? [] : [...TOLD_BY_COLLECTOR, ...HEARD_BY_COLLECTOR]),
    ...(ledger ? [] : READ_IN_LEDGER),
  ]);
  const causes = [
    ...(collector.isOnline ? collectorCauses(collector, now) : [cause('COLLECTOR_AWAY')]),
    ...(ledger ? ledgerCauses(ledger, watchedSince, now) : []),
    ...(givenUpNotices > 0 ? [cause('NOTICE_FAILED', { count: givenUpNotices })] : []),
  ];
  return { causes: causes.filter(({ code }) => !unknown.has(code)), unknown };
}

function collectorCauses({ numbers, isGradingReady }: CollectorSigns, now: EpochMs): Cause[] {
  const found = isGradingReady ? [] : [cause('GRADING_AWAY')];
  if (!numbers) return found;
  const { trouble, projection } = numbers;
  const spooled = numbers.spooledOldestAt ?? now;
  const told = Math.min(numbers.outboxOldestAt ?? now, projection?.oldestAt ?? now);
  if (trouble !== null) found.push(cause('COLLECTOR_TROUBLE', { trouble }));
  if (now - spooled > BEHIND_AFTER_MS) found.push(cause('COLLECTOR_BEHIND', { since: formatKst(spooled) }));
  if (projection?.state === 'away') found.push(cause('DATABASE_AWAY', { due: projection.due }));
  if (now - told > OUTBOX_OLD_MS) found.push(cause('OUTBOX_OLD', { since: formatKst(told) }));
  return found;
}

function ledgerCauses(ledger: NonNullable<Signs['ledger']>, watchedSince: EpochMs, now: EpochMs): Cause[] {
  const { yards, strayLetters, rejectedPoints, verification } = ledger;
  const found = yards.flatMap((yard) => yardCauses(yard, watchedSince, now));
  if (strayLetters > 0) found.push(cause('DEAD_LETTERS', { count: strayLetters }));
  if (rejectedPoints > 0) found.push(cause('POINTS_REJECTED', { count: rejectedPoints }));
  if (verification && verification.unrepaired > 0) {
    const { unrepaired: count, fromDay, toDay } = verification;
    found.push(cause('SUMS_DIFFER', { count, fromDay, toDay }));
  }
  return found;
}

/** Radiation is never quiet; what concerns devices and answers is while the yard rests. */
function yardCauses(signs: YardSigns, watchedSince: EpochMs, now: EpochMs): Cause[] {
  const { yard, hours, devices, radiation, deadLetters, disputes } = signs;
  const isQuiet = !isOpenAt(hours, now);
  const found = radiation.map(({ device, truck, microSvPerHour }) => {
    const params: Cause['params'] = microSvPerHour === null ? {} : { microSvPerHour };
    return cause('RADIATION_ALARM', params, { yard, device, about: truck });
  });
  for (const signs of devices) found.push(...deviceCauses(signs, { yard, hours, isQuiet }, watchedSince, now));
  if (deadLetters > 0) found.push(cause('DEAD_LETTERS', { count: deadLetters }, { yard, isQuiet }));
  for (const { dispute, slip, partner, deadline } of disputes) {
    // one that is overdue is open still: the warning ends with the answer
    const codes = now > deadline ? (['DISPUTE_OPEN', 'DISPUTE_OVERDUE'] as const) : (['DISPUTE_OPEN'] as const);
    const params = { slip, partner, deadline: formatKst(deadline) };
    found.push(...codes.map((code) => cause(code, params, { yard, about: dispute, isQuiet })));
  }
  return found;
}

function deviceCauses(
  signs: YardSigns['devices'][number],
  { yard, hours, isQuiet }: { readonly yard: string; readonly hours: OpeningHours | null; readonly isQuiet: boolean },
  watchedSince: EpochMs,
  now: EpochMs,
): Cause[] {
  const { device, isOnline, heardAt, limitMs, isClockOff, clockOffsetMs } = signs;
  if (!isOnline) return [cause('DEVICE_OFFLINE', {}, { yard, device, isQuiet })];
  const found: Cause[] = [];
  // silence that is not counted yet, as in the first minutes of a day, is not over either
  if (heardAt !== null && limitMs !== null && now - heardAt > limitMs) {
    const isSilent = deviceCondition(signs, hours, watchedSince, now) === 'silent';
    found.push(cause('DEVICE_SILENT', { since: formatKst(heardAt) }, { yard, device, isQuiet: !isSilent }));
  }
  if (isClockOff) {
    const offsetMinutes = Math.round(clockOffsetMs / MINUTE_MS);
    found.push(cause('DEVICE_CLOCK_OFF', { offsetMinutes }, { yard, device, isQuiet }));
  }
  return found;
}
