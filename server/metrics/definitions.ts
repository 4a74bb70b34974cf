/**
 * Names of the metrics, in Prometheus' base units. Messages are gauges although they mostly grow: one that is tried again
 * moves from rejected to written, and a counter that goes back would read as a restart.
 */
export const METRICS = {
  scalehouse_up: { type: 'gauge', labels: ['part'], help: '1: the part works; parts that are not set are absent' },
  scalehouse_messages_received: {
    type: 'gauge',
    labels: ['yard'],
    help: 'Messages received: written + pending + rejected',
  },
  scalehouse_messages_written: { type: 'gauge', labels: ['yard'], help: 'Messages in the ledger' },
  scalehouse_messages_pending: { type: 'gauge', labels: ['yard'], help: 'Messages received and not yet committed' },
  scalehouse_messages_rejected: { type: 'gauge', labels: ['yard'], help: 'Messages refused with a reason' },
  scalehouse_messages_duplicates: {
    type: 'gauge',
    labels: ['yard'],
    help: 'Messages that came again; counted as written',
  },
  scalehouse_dead_letters: { type: 'gauge', labels: [], help: 'Refused messages that are kept' },
  scalehouse_commit_latency_seconds: {
    type: 'gauge',
    labels: ['quantile'],
    help: 'From arrival to commit, latest 500 batches',
  },
  scalehouse_spooled_messages: { type: 'gauge', labels: [], help: 'Messages safe on disk and not booked yet' },
  scalehouse_spooled_age_seconds: {
    type: 'gauge',
    labels: [],
    help: 'Age of the oldest message that is not booked yet',
  },
  scalehouse_outbox_facts: { type: 'gauge', labels: [], help: 'Facts that wait for the broker' },
  scalehouse_outbox_age_seconds: { type: 'gauge', labels: [], help: 'Age of the oldest fact that waits' },
  scalehouse_projection_due_points: { type: 'gauge', labels: [], help: 'Rows whose points wait for InfluxDB' },
  scalehouse_projection_age_seconds: {
    type: 'gauge',
    labels: [],
    help: 'Age of the oldest row that waits for InfluxDB',
  },
  scalehouse_projection_written_points_total: {
    type: 'counter',
    labels: [],
    help: 'Points confirmed since the collector started',
  },
  scalehouse_projection_rejected_points: { type: 'gauge', labels: [], help: 'Points that InfluxDB refused, ever' },
  scalehouse_projection_latency_seconds: {
    type: 'gauge',
    labels: ['quantile'],
    help: 'From the commit of a row to the confirmation of its point',
  },
  scalehouse_verification_differing_sums: {
    type: 'gauge',
    labels: [],
    help: 'Sums that differed in the last comparison of ledger and InfluxDB',
  },
  scalehouse_verification_unrepaired_sums: {
    type: 'gauge',
    labels: [],
    help: 'Sums that still differed after its repair',
  },
  scalehouse_verification_age_seconds: { type: 'gauge', labels: [], help: 'Time since the last comparison' },
  scalehouse_grading_latency_seconds: {
    type: 'gauge',
    labels: ['quantile'],
    help: 'Time a model takes to judge a photo',
  },
  scalehouse_grading_queue: { type: 'gauge', labels: [], help: 'Photos that wait for the model' },
  scalehouse_graded_photos_total: { type: 'counter', labels: [], help: 'Photos judged since the collector started' },
  scalehouse_grading_failures_total: {
    type: 'counter',
    labels: [],
    help: 'Gradings that failed since the collector started',
  },
  scalehouse_devices: {
    type: 'gauge',
    labels: ['yard', 'condition'],
    help: 'Devices by condition: speaking, silent, offline, resting',
  },
  scalehouse_alerts_open: { type: 'gauge', labels: ['level'], help: 'Alerts that are open' },
  scalehouse_notices_waiting: { type: 'gauge', labels: ['way'], help: 'Reports and events that wait to be delivered' },
  scalehouse_notice_tries_total: {
    type: 'counter',
    labels: ['way', 'outcome'],
    help: 'Tries to deliver reports and events since the server started',
  },
  scalehouse_clients: { type: 'gauge', labels: [], help: 'Screens on the live socket' },
  scalehouse_event_loop_lag_seconds: {
    type: 'gauge',
    labels: ['process'],
    help: 'Worst delay of the event loop in the last two seconds',
  },
  scalehouse_resident_memory_bytes: { type: 'gauge', labels: ['process'], help: 'Resident memory' },
  scalehouse_uptime_seconds: { type: 'gauge', labels: ['process'], help: 'Time since the process started' },
} as const satisfies Record<string, { type: 'gauge' | 'counter'; labels: readonly string[]; help: string }>;

export type MetricName = keyof typeof METRICS;

/** One value of a metric. What is not known has no sample: 0 would be a statement. */
export interface Sample {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
