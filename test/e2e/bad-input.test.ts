import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'libsql';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RejectionCode } from '../../domain/errors.ts';
import { formatKst } from '../../domain/kst-time.ts';
import { MINUTE_MS } from '../../domain/units.ts';
import type { Account, Health, VisitDetail, VisitList } from '../../domain/wire/http-api.ts';
import { LEDGER_FILE } from '../../domain/wire/ledger-tables.ts';
import { mosquittoPub, subscribe, userProperties } from './mosquitto.ts';
import { hasProgram, type System, startSystem } from './system.ts';
import { type DayMessage, publish } from './truck-day.ts';

const YARD = 'bad-yard';
const NOW = Date.now();
const AT = formatKst(NOW);
const minutesAgo = (minutes: number): string => formatKst(NOW - minutes * MINUTE_MS);

/** Something wrong that is published, and what must become of it. */
interface BadInput {
  readonly name: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** more arguments of mosquitto_pub; MQTT 3.1.1 unless they say otherwise */
  readonly args?: readonly string[];
  readonly code: RejectionCode;
  readonly reason: RegExp;
  /** the id it goes by; the digest of topic and payload when it states none that can be read */
  readonly id?: string;
  /** what is kept, when it is not how the payload begins */
  readonly kept?: RegExp;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const device = (name: string, kind: string, tenant = 'acme'): string =>
  `scrap/v1/${tenant}/${YARD}/gate/${name}/${kind}`;

/** A weighing with one thing wrong about it, of a device of its own. */
function wrongWeighing(name: string, wrong: object, code: RejectionCode, reason: RegExp): BadInput {
  const weighing = { id: `${name}-1`, at: AT, kg: 29_820, stable: true, plate: '부산86바1234', ticket: 'GOOD-1' };
  return {
    name: `a weighing with ${name.replaceAll('-', ' ')}`,
    topic: device(name, 'weighing'),
    payload: bytes(JSON.stringify({ ...weighing, ...wrong })),
    code,
    reason,
    id: `${name}-1`,
  };
}

/** Bytes that call themselves a photo: raw over MQTT 5, which the embedded broker hands on as JSON with base64. */
function wrongPhoto(name: string, what: string, payload: Uint8Array, code: RejectionCode, reason: RegExp): BadInput {
  const properties = { id: `${name}-1`, at: AT, ticket: 'GOOD-1' };
  return {
    name: `${what}, raw`,
    topic: device(name, 'frame'),
    payload,
    args: ['-V', '5', ...userProperties(properties)],
    code,
    reason,
    id: `${name}-1`,
    kept: new RegExp(`"id":"${name}-1".*"jpeg":"${Buffer.from(payload).toString('base64').slice(0, 12)}`),
  };
}

/** The same bytes in the JSON of MQTT 3.1.1. */
function inJson({ name, topic, payload, code, reason }: BadInput): BadInput {
  const id = 'in-json-1';
  return {
    name: name.replace(', raw', ', in JSON'),
    topic: topic.replace('/frame', '-json/frame'),
    payload: bytes(JSON.stringify({ id, at: AT, ticket: 'GOOD-1', jpeg: Buffer.from(payload).toString('base64') })),
    code,
    reason,
    id,
  };
}

async function badInputs(tenant: string | null): Promise<BadInput[]> {
  const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#445566' } })
    .jpeg()
    .toBuffer();
  const huge = await sharp({ create: { width: 10_000, height: 6_000, channels: 3, background: '#445566' } })
    .jpeg()
    .toBuffer();
  const svg = bytes(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/hosts"/></svg>',
  );
  const photos = [
    wrongPhoto('cut', 'a truncated JPEG', photo.subarray(0, photo.length / 2), 'FRAME_TRUNCATED', /end-of-image/),
    wrongPhoto(
      'stub',
      'a JPEG cut within its header',
      photo.subarray(0, 20),
      'FRAME_TRUNCATED',
      /header ends early|no marker/,
    ),
    wrongPhoto('sixty', 'a 60-megapixel JPEG', huge, 'FRAME_TOO_LARGE', /10000 x 6000/),
    wrongPhoto('svg', 'an SVG that says it is a JPEG', svg, 'FRAME_NOT_JPEG', /start-of-image/),
  ];
  const good = JSON.stringify({ id: 'x', at: AT, kg: 1_000, stable: true, plate: '12가3456' });
  return [
    {
      name: 'a topic that is no address',
      topic: 'scrap/v1/Nowhere/at all',
      payload: bytes('garbage'),
      code: 'TOPIC_UNKNOWN',
      reason: /not scrap\/v1/,
    },
    {
      name: 'a topic with a level too many',
      topic: `${device('deep', 'weighing')}/again`,
      payload: bytes(good),
      code: 'TOPIC_UNKNOWN',
      reason: /not scrap\/v1/,
      id: 'x',
    },
    {
      name: 'a topic in capitals',
      topic: `scrap/v1/acme/${YARD}/GATE/WB_01/weighing`,
      payload: bytes(good),
      code: 'TOPIC_UNKNOWN',
      reason: /not scrap\/v1/,
      id: 'x',
    },
    {
      name: 'a kind nobody knows',
      topic: device('kind', 'gossip'),
      payload: bytes('{"id":"k1"}'),
      code: 'TOPIC_UNKNOWN',
      reason: /not scrap\/v1/,
      id: 'k1',
    },
    {
      name: 'broken JSON',
      topic: device('broken', 'weighing'),
      payload: bytes('{"id":"b1","at":'),
      code: 'PAYLOAD_NOT_JSON',
      reason: /JSON/,
    },
    {
      name: 'JSON that is no object',
      topic: device('list', 'weighing'),
      payload: bytes('[1,2,3]'),
      code: 'FIELD_INVALID',
      reason: /object/,
    },
    {
      name: 'invalid UTF-8',
      topic: device('latin', 'weighing'),
      payload: Buffer.from(good.replace('가', '\xff'), 'latin1'),
      code: 'PAYLOAD_NOT_UTF8',
      reason: /encod|valid/i,
    },
    {
      name: 'an empty payload',
      topic: device('empty', 'weighing'),
      payload: bytes(''),
      code: 'PAYLOAD_EMPTY',
      reason: /empty/,
    },
    ...photos,
    ...photos.map(inJson),
    wrongWeighing('kg-as-a-string', { kg: '29820' }, 'KG_INVALID', /not "29820"/),
    wrongWeighing('negative-kg', { kg: -20 }, 'KG_INVALID', /not -20/),
    wrongWeighing('zero-kg', { kg: 0 }, 'KG_INVALID', /not 0/),
    wrongWeighing('huge-kg', { kg: 200_020 }, 'KG_INVALID', /not 200020/),
    wrongWeighing('kg-beyond-numbers', { kg: 1e300 }, 'KG_INVALID', /not 1e\+300/),
    wrongWeighing('half-a-kilogram', { kg: 29_820.5 }, 'KG_INVALID', /not 29820.5/),
    wrongWeighing('no-kg', { kg: undefined }, 'FIELD_INVALID', /kg/),
    wrongWeighing('a-time-in-1970', { at: 86_400_000 }, 'TIME_IMPLAUSIBLE', /1970-01-02/),
    wrongWeighing('a-written-time-in-1970', { at: '1970-01-01T09:00:00.000+09:00' }, 'TIME_IMPLAUSIBLE', /1970-01-01/),
    wrongWeighing('no-time', { at: 'yesterday' }, 'TIME_INVALID', /RFC 3339/),
    wrongWeighing('an-unsettled-scale', { stable: false }, 'WEIGHING_UNSTABLE', /stable/),
    {
      name: "another tenant in the first one's yard",
      topic: device('intruder', 'weighing', 'rival'),
      payload: bytes(JSON.stringify({ id: 'r1', at: AT, kg: 29_820, stable: true, plate: '12가3456' })),
      code: 'TENANT_UNKNOWN',
      reason: tenant === null ? /belongs to another tenant/ : /serves acme/,
      id: 'r1',
    },
    ...(tenant === null
      ? []
      : [
          {
            name: 'another tenant in a yard of its own',
            topic: 'scrap/v1/rival/rival-yard/gate/wb01/weighing',
            payload: bytes(JSON.stringify({ id: 'r2', at: AT, kg: 29_820, stable: true, plate: '12가3456' })),
            code: 'TENANT_UNKNOWN',
            reason: /serves acme/,
            id: 'r2',
          } as const,
        ]),
  ];
}

interface DeadLetter {
  readonly topic: string;
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly first_bytes: Uint8Array;
  readonly size: number;
  readonly received_at: number;
}

interface Receipt {
  readonly ids: string[];
  readonly rejected?: { id: string; code: string }[];
}

const inputsOf = { acme: await badInputs('acme'), any: await badInputs(null) };
const PROGRAMS = ['mqtt/broker-main', 'collector/main', 'server/main'];

describe.skipIf(!hasProgram('mosquitto_pub')).each([
  { setting: 'TENANT=acme', env: { TENANT: 'acme' }, inputs: inputsOf.acme },
  { setting: 'no TENANT', env: {}, inputs: inputsOf.any },
])('bad input, $setting, published with mosquitto_pub', ({ env, inputs }) => {
  let system: System;
  let receipts: Awaited<ReturnType<typeof subscribe>>;
  let pids: number[];

  const good = (id: string, minutes: number, kind: string, rest: object): DayMessage => ({
    topic: device('good', kind),
    json: { id, at: minutesAgo(minutes), ticket: 'GOOD-1', ...rest },
  });
  const weighed = (id: string, minutes: number, kg: number): DayMessage =>
    good(id, minutes, 'weighing', { kg, stable: true, plate: '부산86바1234', declaredGrade: 'heavy' });
  const idOf = ({ id, topic, payload }: BadInput): string =>
    id ?? createHash('sha256').update(topic).update(payload).digest('hex');
  const publishBad = ({ topic, payload, args = ['-V', '311'] }: BadInput): Promise<void> =>
    payload.length === 0
      ? mosquittoPub(system.mqttPort, topic, [...args, '-n'])
      : mosquittoPub(system.mqttPort, topic, [...args, '-s'], payload);
  const deadLetters = (): DeadLetter[] => {
    const ledger = new Database(join(system.dataDir, LEDGER_FILE), { readonly: true });
    const rows = ledger.prepare('SELECT * FROM dead_letter ORDER BY seq').all([]) as DeadLetter[];
    ledger.close();
    return rows;
  };
  const receiptsOf = (topic: string) =>
    receipts
      .lines()
      .filter((line) => line.startsWith(`${topic.slice(0, topic.lastIndexOf('/'))}/receipt `))
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Receipt);

  beforeAll(async () => {
    system = await startSystem(env);
    pids = PROGRAMS.map(system.pidOf);
    receipts = await subscribe(system.mqttPort, 'scrap/v1/+/+/+/+/receipt');
    // the first message makes the yard acme's before a rival can claim it
    await publish(system.mqttPort, weighed('g1', 30, 29_820));
    const middle = Math.ceil(inputs.length / 2);
    for (const input of inputs.slice(0, middle)) await publishBad(input);
    await publish(system.mqttPort, good('g2', 20, 'lift', { kg: 23_700, lift: 1 }));
    for (const input of inputs.slice(middle)) await publishBad(input);
    await publish(system.mqttPort, weighed('g3', 10, 6_080));
    await publish(system.mqttPort, {
      topic: device('liar', 'weighing'),
      json: { id: 'liar-1', at: minutesAgo(5), kg: 9_000, stable: true, plate: '서울99사9999', ticket: 'GOOD-1' },
    });
    await vi.waitFor(() => expect(deadLetters().length).toBeGreaterThanOrEqual(inputs.length + 1), {
      timeout: 30_000,
      interval: 100,
    });
  }, 120_000);
  afterAll(async () => {
    await receipts?.stop();
    await system?.stop();
    system?.remove();
  });

  it.each(inputs)('keeps $name as a dead letter $code', (input) => {
    const letters = deadLetters().filter(({ topic }) => topic === input.topic);
    expect(letters).toMatchObject([{ code: input.code, id: idOf(input) }]);
    const [letter] = letters as [DeadLetter];
    expect(letter.detail).toMatch(input.reason);
    expect(Math.abs(letter.received_at - Date.now())).toBeLessThan(5 * MINUTE_MS);
    const kept = Buffer.from(letter.first_bytes);
    if (input.kept) expect(kept.toString('latin1')).toMatch(input.kept);
    else {
      expect(kept).toEqual(Buffer.from(input.payload.subarray(0, 256)));
      expect(letter.size).toBe(input.payload.length);
    }
  });

  it.each(inputs.filter(({ topic }) => /^scrap\/v1(\/[a-z0-9-]+){5}$/.test(topic)))(
    'tells the device of $name in its receipt, and counts it as rejected',
    async (input) => {
      await vi.waitFor(
        () => expect(receiptsOf(input.topic)).toEqual([{ ids: [], rejected: [{ id: idOf(input), code: input.code }] }]),
        { timeout: 10_000 },
      );
      const account = await system.get<Account>('/api/account');
      const [, , tenant, yard, area, name] = input.topic.split('/');
      const counted = account.byDevice.filter((row) => row.tenant === tenant && row.yard === yard && row.area === area);
      expect(counted.filter((row) => row.device === name)).toEqual([
        { tenant, yard, area, device: name, received: 1, written: 0, pending: 0, rejected: 1, duplicates: 0 },
      ]);
    },
  );

  it('refuses the second plate of a ticket, and counts it as rejected', async () => {
    const letters = deadLetters().filter(({ id }) => id === 'liar-1');
    expect(letters).toMatchObject([{ code: 'PLATE_CONTRADICTS_TICKET', topic: device('liar', 'weighing') }]);
    expect(letters[0]?.detail).toContain('GOOD-1');
    expect(Buffer.from(letters[0]?.first_bytes ?? []).toString()).toContain('liar-1');
    // its event is committed, and an earlier weighing may still prove it right: the device need not send it again
    await vi.waitFor(
      () =>
        expect(receiptsOf(device('liar', 'weighing'))).toEqual([
          { ids: [], rejected: [{ id: 'liar-1', code: 'PLATE_CONTRADICTS_TICKET' }] },
        ]),
      {
        timeout: 10_000,
      },
    );
    const { byDevice } = await system.get<Account>('/api/account');
    expect(byDevice.find((row) => row.device === 'liar')).toMatchObject({ received: 1, written: 0, rejected: 1 });
  });

  it('counts what no device can be named for under no name', async () => {
    const homeless = inputs.filter(({ topic }) => !/^scrap\/v1(\/[a-z0-9-]+){5}$/.test(topic)).length;
    const { byDevice } = await system.get<Account>('/api/account');
    expect(byDevice.find((row) => row.device === '')).toMatchObject({ received: homeless, rejected: homeless });
  });

  it('loses nothing: received = written + pending + rejected, for every device and in all', async () => {
    const account = await system.get<Account>('/api/account');
    for (const row of [account, ...account.byDevice]) {
      expect(row.received).toBe(row.written + row.pending + row.rejected);
    }
    expect(account).toMatchObject({ received: inputs.length + 4, written: 3, pending: 0, rejected: inputs.length + 1 });
  });

  it('weighs the good truck between them to the kilogram', async () => {
    const { visits } = await system.get<VisitList>('/api/visits');
    expect(visits).toHaveLength(1);
    const visit = await system.get<VisitDetail>(`/api/visits/${visits[0]?.id}`);
    expect(visit).toMatchObject({
      yard: YARD,
      tenant: 'acme',
      ticket: 'GOOD-1',
      status: 'closed',
      gross: 29_820,
      tare: 6_080,
      net: 23_740,
      accepted: 23_740,
      grades: { heavy: 23_740 },
      exceptions: [],
    });
    expect(visit.weighings.map(({ id }) => id)).toEqual(['g1', 'g3']);
    expect(visit.lifts.map(({ id, kg }) => [id, kg])).toEqual([['g2', 23_700]]);
    expect(visit.frames).toEqual([]);
    const yards = await system.get<{ yards: { id: string }[] }>('/api/yards');
    expect(yards.yards.map(({ id }) => id)).toEqual([YARD]);
  });

  it('stays healthy, in the processes that were there before', async () => {
    expect(await system.get<Health>('/api/health')).toMatchObject({ status: 'ok' });
    expect(PROGRAMS.map(system.pidOf)).toEqual(pids);
  });
});
