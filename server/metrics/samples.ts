import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import type { CollectorNumbers, Health, SystemState } from '../../domain/wire/http-api.ts';
import type { MetricName, Sample } from './definitions.ts';

/** What metrics are made of: the state that an administrator sees, and the parts' health. */
export interface Measured {
  readonly state: SystemState;
  readonly parts: Health['parts'];
  readonly alerts: Readonly<Record<'alarm' | 'warning', number>>;
}

const sample = (name: MetricName, value: number | null, labels: Sample['labels'] = {}): Sample[] =>
  value === null ? [] : [{ name, labels, value }];

/** Every metric as of `now`. */
export function samplesOf({ state, parts, alerts }: Measured, now: EpochMs): Sample[] {
  const { collector, grading, server, yards, verification } = state;
  // what a collector said before it went away is not how things are
  const numbers = collector.online ? collector.numbers : null;
  return [
    ...Object.entries(parts).flatMap(([part, { status, detail }]) =>
      status === 'off' && detail === 'not configured' ? [] : sample('scalehouse_up', status === 'ok' ? 1 : 0, { part }),
    ),
    ...yards.flatMap(yardSamples),
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
    ...sample('scalehouse_clients', server.clients),
    ...processSamples('server', server),
  ];
}

function yardSamples({ yard, account, devices }: SystemState['yards'][number]): Sample[] {
  const conditions = new Map<string, number>();
  for (const { condition } of devices) conditions.set(condition, (conditions.get(condition) ?? 0) + 1);
  return [
    ...sample('scalehouse_messages_received', account.received, { yard }),
    ...sample('scalehouse_messages_written', account.written, { yard }),
    ...sample('scalehouse_messages_pending', account.pending, { yard }),
    ...sample('scalehouse_messages_rejected', account.rejected, { yard }),
    ...sample('scalehouse_messages_duplicates', account.duplicates, { yard }),
    ...[...conditions].flatMap(([condition, devices]) => sample('scalehouse_devices', devices, { yard, condition })),
  ];
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
