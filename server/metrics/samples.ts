import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import type { Account, CollectorNumbers, Health, SystemState } from '../../domain/wire/http-api.ts';
import type { NoticeCounts } from '../notices/delivery-store.ts';
import type { MetricName, Sample } from './definitions.ts';

/** What metrics are made of: the state that an administrator sees, and the parts' health. */
export interface Measured {
  readonly state: SystemState;
  /** of every device, and of messages whose topic names none */
  readonly account: Account;
  readonly parts: Health['parts'];
  readonly alerts: Readonly<Record<'alarm' | 'warning', number>>;
  readonly notices: NoticeCounts;
}

const sample = (name: MetricName, value: number | null, labels: Sample['labels'] = {}): Sample[] =>
  value === null ? [] : [{ name, labels, value }];

/** Every metric as of `now`. */
export function samplesOf({ state, account, parts, alerts, notices }: Measured, now: EpochMs): Sample[] {
  const { collector, grading, server, yards, verification } = state;
  // what a collector said before it went away is not how things are
  const numbers = collector.online ? collector.numbers : null;
  return [
    ...Object.entries(parts).flatMap(([part, { status, detail }]) =>
      status === 'off' && detail === 'not configured' ? [] : sample('scalehouse_up', status === 'ok' ? 1 : 0, { part }),
    ),
    ...messageSamples(account, new Set(yards.map(({ yard }) => yard))),
    ...yards.flatMap(deviceSamples),
    ...sample('scalehouse_dead_letters', state.deadLetters),
    ...(numbers ? collectorSamples(numbers, now) : []),
    ...(collector.online ? gradingSamples(grading) : []),
    ...(verification
      ? [
          ...sample('scalehouse_verification_differing_sums', verification.differing),
          ...sample('scalehouse_verification_unrepaired_sums', verification.differing - verification.repaired),
          ...sample('scalehouse_verification_age_seconds', ageOf(verification.at, now)),
        ]
      : []),
    ...sample('scalehouse_alerts_open', alerts.alarm, { level: 'alarm' }),
    ...sample('scalehouse_alerts_open', alerts.warning, { level: 'warning' }),
    ...notices.waiting.flatMap(({ way, count }) => sample('scalehouse_notices_waiting', count, { way })),
    ...notices.tries.flatMap(({ way, outcome, count }) =>
      sample('scalehouse_notice_tries_total', count, { way, outcome }),
    ),
    ...sample('scalehouse_clients', server.clients),
    ...processSamples('server', server),
  ];
}

/** Counts by yard; what names no yard that there is has an empty one, however many names a stranger makes up. */
function messageSamples({ byDevice }: Account, known: ReadonlySet<string>): Sample[] {
  const yards = new Map<string, typeof byDevice>();
  for (const row of byDevice) {
    const yard = known.has(row.yard) ? row.yard : '';
    yards.set(yard, [...(yards.get(yard) ?? []), row]);
  }
  return [...yards].flatMap(([yard, rows]) => {
    const sum = (name: 'received' | 'written' | 'pending' | 'rejected' | 'duplicates') =>
      sample(
        `scalehouse_messages_${name}`,
        rows.reduce((all, row) => all + row[name], 0),
        { yard },
      );
    return [...sum('received'), ...sum('written'), ...sum('pending'), ...sum('rejected'), ...sum('duplicates')];
  });
}

function deviceSamples({ yard, devices }: SystemState['yards'][number]): Sample[] {
  const conditions = new Map<string, number>();
  for (const { condition } of devices) conditions.set(condition, (conditions.get(condition) ?? 0) + 1);
  return [...conditions].flatMap(([condition, count]) => sample('scalehouse_devices', count, { yard, condition }));
}

function collectorSamples(numbers: CollectorNumbers, now: EpochMs): Sample[] {
  const { projection } = numbers;
  return [
    ...quantiles('scalehouse_commit_latency_seconds', numbers.commitP50Ms, numbers.commitP95Ms),
    ...sample('scalehouse_spooled_messages', numbers.spooled),
    ...sample('scalehouse_spooled_age_seconds', ageOf(numbers.spooledOldestAt, now)),
    ...sample('scalehouse_outbox_facts', numbers.outbox),
    ...sample('scalehouse_outbox_age_seconds', ageOf(numbers.outboxOldestAt, now)),
    ...(projection
      ? [
          ...sample('scalehouse_projection_due_points', projection.due),
          ...sample('scalehouse_projection_age_seconds', ageOf(projection.oldestAt, now)),
          ...sample('scalehouse_projection_written_points_total', projection.written),
          ...sample('scalehouse_projection_rejected_points', projection.rejected),
          ...quantiles('scalehouse_projection_latency_seconds', projection.lagP50Ms, projection.lagP95Ms),
        ]
      : []),
    ...processSamples('collector', numbers),
  ];
}

function gradingSamples({ p50Ms, p95Ms, waiting, graded, failed }: SystemState['grading']): Sample[] {
  return [
    ...quantiles('scalehouse_grading_latency_seconds', p50Ms, p95Ms),
    ...sample('scalehouse_grading_queue', waiting),
    ...sample('scalehouse_graded_photos_total', graded),
    ...sample('scalehouse_grading_failures_total', failed),
  ];
}

function processSamples(
  process: string,
  { loopLagMs, rssMb, uptimeS }: Pick<CollectorNumbers, 'loopLagMs' | 'rssMb' | 'uptimeS'>,
): Sample[] {
  return [
    ...sample('scalehouse_event_loop_lag_seconds', loopLagMs / SECOND_MS, { process }),
    ...sample('scalehouse_resident_memory_bytes', Math.round(rssMb * 1e6), { process }),
    ...sample('scalehouse_uptime_seconds', uptimeS, { process }),
  ];
}

function quantiles(name: MetricName, p50Ms: number | null, p95Ms: number | null): Sample[] {
  const seconds = (milliseconds: number | null) => milliseconds && milliseconds / SECOND_MS;
  return [...sample(name, seconds(p50Ms), { quantile: '0.5' }), ...sample(name, seconds(p95Ms), { quantile: '0.95' })];
}

/** Seconds since an RFC 3339 time; 0 when nothing waits. */
const ageOf = (since: string | null, now: EpochMs): number =>
  since === null ? 0 : Math.max(0, now - Date.parse(since)) / SECOND_MS;
