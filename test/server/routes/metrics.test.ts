import { expect, test, vi } from 'vitest';
import { METRICS } from '../../../server/metrics/definitions.ts';
import { build, PATIENCE, startBroker, type TestServer } from '../build.ts';
import { collectorNumbers, projectionIn, sayStatus, WELL } from '../collector-status.ts';

const SAMPLE =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*\})? (-?[0-9.e+-]+|NaN|[+-]Inf)$/;

/** Reads the text format: every line is help, type, or a sample of the metric that was announced before it. */
function parse(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === 'TYPE') {
      expect(types.has(name)).toBe(false);
      expect(['gauge', 'counter']).toContain(rest);
      types.set(name, rest);
    } else if (kind === undefined) {
      const sample = SAMPLE.exec(line);
      expect([line, sample === null]).toEqual([line, false]);
      expect([...types.keys()]).toContain(sample?.[1]);
      const key = `${sample?.[1]}${sample?.[2] ?? ''}`;
      expect(samples.has(key)).toBe(false);
      samples.set(key, Number(sample?.[3]));
    }
  }
  return samples;
}

async function scrape(server: TestServer, headers: Record<string, string> = {}) {
  return await server.http.inject({ url: '/metrics', headers });
}

function fill({ rows }: TestServer): void {
  rows.yard('yard-a');
  rows.account('yard-a', 'wb01', 10, 2, 1);
  rows.account('yard-a', 'wb02', 5, 0);
  rows.account('', '', 0, 4);
  rows.account('yard-of-nobody', 'wb01', 0, 3);
  rows.device('yard-a', 'wb01', { heardAt: Date.now() });
  rows.device('yard-a', 'wb02', { heardAt: Date.now(), online: false });
  rows.run(
    `INSERT INTO verification_row (at, from_day, to_day, compared, differing, repaired, detail)
     VALUES (?, '2026-11-20', '2026-11-21', 40, 3, 3, '[]')`,
    Date.now() - 60_000,
  );
  rows.run(
    "INSERT INTO dead_letter (received_at, topic, code, detail, first_bytes, size) VALUES (0, 't', 'TOPIC_UNKNOWN', '', x'', 0)",
  );
}

test('everything an operator measures stands in Prometheus’ text', async () => {
  const { broker, url } = await startBroker();
  const server = await build({ MQTT_URL: url, INFLUX_URL: 'http://127.0.0.1:1' });
  fill(server);
  const numbers = collectorNumbers({
    ...{ outbox: 4, spooled: 6, loopLagMs: 30, rssMb: 120.5 },
    projection: projectionIn('running', { due: 7, written: 900, rejected: 1, lagP50Ms: 40, lagP95Ms: 250 }),
  });
  const grading = { ready: true, model: null, waiting: 3, graded: 50, failed: 2, p50Ms: 20, p95Ms: 35 };
  const samples = await vi.waitFor(async () => {
    await sayStatus(broker, { online: true, grading, numbers });
    const answer = await scrape(server);
    expect(answer.statusCode).toBe(200);
    const read = parse(answer.body);
    expect(read.get('scalehouse_up{part="collector"}')).toBe(1);
    return read;
  }, PATIENCE);
  const expected = {
    'scalehouse_messages_received{yard="yard-a"}': 17,
    'scalehouse_messages_written{yard="yard-a"}': 15,
    'scalehouse_messages_pending{yard="yard-a"}': 0,
    'scalehouse_messages_rejected{yard="yard-a"}': 2,
    'scalehouse_messages_duplicates{yard="yard-a"}': 1,
    'scalehouse_messages_rejected{yard=""}': 7,
    scalehouse_dead_letters: 1,
    'scalehouse_commit_latency_seconds{quantile="0.5"}': 0.002,
    'scalehouse_commit_latency_seconds{quantile="0.95"}': 0.008,
    scalehouse_spooled_messages: 6,
    scalehouse_outbox_facts: 4,
    scalehouse_outbox_age_seconds: 0,
    scalehouse_projection_due_points: 7,
    scalehouse_projection_written_points_total: 900,
    scalehouse_projection_rejected_points: 1,
    'scalehouse_projection_latency_seconds{quantile="0.95"}': 0.25,
    scalehouse_verification_differing_sums: 3,
    scalehouse_verification_unrepaired_sums: 0,
    'scalehouse_grading_latency_seconds{quantile="0.5"}': 0.02,
    scalehouse_grading_queue: 3,
    scalehouse_graded_photos_total: 50,
    scalehouse_grading_failures_total: 2,
    'scalehouse_devices{yard="yard-a",condition="speaking"}': 1,
    'scalehouse_devices{yard="yard-a",condition="offline"}': 1,
    scalehouse_clients: 0,
    'scalehouse_event_loop_lag_seconds{process="collector"}': 0.03,
    'scalehouse_resident_memory_bytes{process="collector"}': 120_500_000,
    'scalehouse_up{part="projection"}': 1,
    'scalehouse_up{part="ledger"}': 1,
  };
  expect(Object.fromEntries(Object.keys(expected).map((name) => [name, samples.get(name)]))).toEqual(expected);
  expect(samples.get('scalehouse_verification_age_seconds')).toBeGreaterThanOrEqual(60);
  expect(samples.get('scalehouse_resident_memory_bytes{process="server"}')).toBeGreaterThan(1e7);
  expect(samples.has('scalehouse_alerts_open{level="warning"}')).toBe(true);
  expect(samples.has('scalehouse_event_loop_lag_seconds{process="server"}')).toBe(true);
  const named = new Set([...samples.keys()].map((key) => key.replace(/\{.*/, '')));
  expect([...named].sort()).toEqual(Object.keys(METRICS).sort());
});

test('what a collector that is away has said is left out, and so are parts that nobody set', async () => {
  const { broker, url } = await startBroker();
  const server = await build({ MQTT_URL: url });
  fill(server);
  await vi.waitFor(async () => {
    await sayStatus(broker, { ...WELL, online: false });
    const cookie = await server.login();
    expect((await server.get('/api/system', cookie)).json().collector.heardAt).not.toBeNull();
  }, PATIENCE);
  const samples = parse((await scrape(server)).body);
  expect(samples.get('scalehouse_up{part="collector"}')).toBe(0);
  expect(samples.has('scalehouse_up{part="projection"}')).toBe(false);
  const [commit, queue] = ['scalehouse_commit_latency_seconds{quantile="0.5"}', 'scalehouse_grading_queue'];
  expect([samples.has(commit), samples.has(queue)]).toEqual([false, false]);
  expect(samples.get('scalehouse_messages_written{yard="yard-a"}')).toBe(15);
});

test('without a token only this machine may ask, and not by way of a proxy', async () => {
  const server = await build();
  expect((await scrape(server)).statusCode).toBe(200);
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
    expect([name, (await scrape(server, { [name]: '127.0.0.1' })).statusCode]).toEqual([name, 403]);
  }
  const elsewhere = await server.http.inject({ url: '/metrics', remoteAddress: '192.168.0.7' });
  expect(elsewhere.statusCode).toBe(403);
  expect(elsewhere.body).not.toContain('scalehouse_');
});

test('with a token whoever has it may ask, and nobody else', async () => {
  const server = await build({ METRICS_TOKEN: 'secret-of-ten' });
  const elsewhere = (headers: Record<string, string>) =>
    server.http.inject({ url: '/metrics', headers, remoteAddress: '192.168.0.7' });
  expect((await elsewhere({ authorization: 'Bearer secret-of-ten' })).statusCode).toBe(200);
  for (const authorization of ['', 'Bearer secret', 'Bearer secret-of-ten2', 'Basic secret-of-ten', 'secret-of-ten']) {
    const answer = await elsewhere({ authorization });
    expect([authorization, answer.statusCode, answer.headers['www-authenticate']]).toEqual([
      authorization,
      401,
      'Bearer',
    ]);
  }
  expect((await scrape(server)).statusCode).toBe(401);
});
