import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Ledger } from '../../../collector/ledger/ledger.ts';
import type { EventMessage, RefusedMessage } from '../../../collector/messages.ts';
import { accountOfTopic, type Decoded, decode } from '../../../collector/mqtt/decode.ts';
import type { Delivery } from '../../../collector/mqtt/payload.ts';
import { Bookkeeper } from '../../../collector/visits/bookkeeper.ts';
import type { RejectionCode } from '../../../domain/errors.ts';
import { MAX_FRAME_BYTES } from '../../../domain/wire/edge-messages.ts';
import { COMMAND_KINDS, DEVICE_BOUND_KINDS, EDGE_KINDS } from '../../../domain/wire/mqtt-topics.ts';
import { jpeg } from '../../fixtures/jpegs.ts';

const RECEIVED = Date.parse('2026-11-22T09:30:05.000+09:00');
const AT = '2026-11-22T09:30:00.123+09:00';
const AT_MS = Date.parse(AT);

const topicOf = (kind: string) => `scrap/v1/posco/busan/weigh/wb01/${kind}`;
const COMMAND = 'scrap-commands/v1/posco/busan/correction';
const WEIGHING = { id: 'wb01-1', at: AT, kg: 29_820, stable: true, plate: '부산86바 1234' };
const CORRECTION = { id: 'c1', at: AT_MS, visit: 'v1', by: 'kim', reason: 'seen' };
const OFFICE = { id: 'm1', at: AT_MS, by: 'kim', reason: 'better' };
const POINTS = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 0.5, y: 1 },
];
const REGION = { ...OFFICE, area: 'bay1', device: 'cam1', points: POINTS };
const BUDGET = {
  id: 'm1',
  at: AT_MS,
  by: 'kim',
  project: 'p-1',
  funder: 'government',
  line: 'hardware',
  stage: 'paid',
  on: AT_MS,
  amountKrw: 1_000,
};
const commandTopicOf = (kind: string) => `scrap-commands/v1/posco/busan/${kind}`;
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';

function delivery(topic: string, payload: unknown, properties: Delivery['properties'] = {}): Delivery {
  const bytes = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return { topic, payload: bytes, properties, receivedAt: RECEIVED };
}

function decoded(...of: Parameters<typeof delivery>): Decoded {
  const one = decode(delivery(...of), 'posco');
  if (!one) throw new Error('the door let nothing through');
  return one;
}

const refusal = (...of: Parameters<typeof delivery>) => decoded(...of).message as RefusedMessage;
const event = (...of: Parameters<typeof delivery>) => decoded(...of).message as EventMessage;
const digest = (topic: string, payload: string | Buffer) =>
  createHash('sha256').update(topic).update(payload).digest('hex');

const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const without = (name: keyof typeof WEIGHING) => ({ ...WEIGHING, [name]: undefined });

describe('the door refuses', () => {
  it.each<[title: string, code: RejectionCode, topic: string, payload: unknown]>([
    ['a garbage topic', 'TOPIC_UNKNOWN', 'hello/world', WEIGHING],
    ['an empty topic', 'TOPIC_UNKNOWN', '', WEIGHING],
    ['a topic with a level too many', 'TOPIC_UNKNOWN', `${topicOf('weighing')}/extra`, WEIGHING],
    ['a topic with a name that is none', 'TOPIC_UNKNOWN', 'scrap/v1/posco/Busan/weigh/wb01/weighing', WEIGHING],
    ['a kind nobody knows', 'TOPIC_UNKNOWN', topicOf('rumour'), WEIGHING],
    ['another tenant', 'TENANT_UNKNOWN', 'scrap/v1/other/busan/weigh/wb01/weighing', WEIGHING],
    ['an empty payload', 'PAYLOAD_EMPTY', topicOf('weighing'), ''],
    ['an empty photo', 'PAYLOAD_EMPTY', topicOf('frame'), ''],
    ['invalid UTF-8', 'PAYLOAD_NOT_UTF8', topicOf('weighing'), Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d])],
    ['broken JSON', 'PAYLOAD_NOT_JSON', topicOf('weighing'), '{"id":"wb01-1","kg":'],
    ['text that is no JSON', 'PAYLOAD_NOT_JSON', topicOf('lift'), 'kg=29820'],
    ['a JSON value that is no object', 'FIELD_INVALID', topicOf('weighing'), '[29820]'],
    ['null', 'FIELD_INVALID', topicOf('weighing'), 'null'],
    ['kg as a string', 'KG_INVALID', topicOf('weighing'), { ...WEIGHING, kg: '29820' }],
    ['kg with a fraction', 'KG_INVALID', topicOf('weighing'), { ...WEIGHING, kg: 29_820.5 }],
    ['kg below 1', 'KG_INVALID', topicOf('weighing'), { ...WEIGHING, kg: 0 }],
    ['negative kg', 'KG_INVALID', topicOf('weighing'), { ...WEIGHING, kg: -20 }],
    ['kg above 200,000', 'KG_INVALID', topicOf('weighing'), { ...WEIGHING, kg: 200_001 }],
    ['huge kg', 'KG_INVALID', topicOf('lift'), '{"at":0,"kg":1e308}'],
    ['kg beyond any number', 'KG_INVALID', topicOf('lift'), `{"at":0,"kg":${'9'.repeat(400)}}`],
    ['kg as null', 'KG_INVALID', topicOf('weighing'), { ...WEIGHING, kg: null }],
    ['no kg at all', 'FIELD_INVALID', topicOf('weighing'), without('kg')],
    ['no plate', 'FIELD_INVALID', topicOf('weighing'), without('plate')],
    ['a plate of spaces', 'FIELD_INVALID', topicOf('weighing'), { ...WEIGHING, plate: '   ' }],
    ['an empty id', 'FIELD_INVALID', topicOf('weighing'), { ...WEIGHING, id: '' }],
    ['an id of 129 characters', 'FIELD_INVALID', topicOf('weighing'), { ...WEIGHING, id: 'x'.repeat(129) }],
    ['a direction that is none', 'FIELD_INVALID', topicOf('weighing'), { ...WEIGHING, direction: 'up' }],
    ['stable as a string', 'FIELD_INVALID', topicOf('weighing'), { ...WEIGHING, stable: 'false' }],
    ['no time', 'FIELD_INVALID', topicOf('weighing'), without('at')],
    ['a time without an offset', 'TIME_INVALID', topicOf('weighing'), { ...WEIGHING, at: '2026-11-22T09:30:00' }],
    ['a day that does not exist', 'TIME_INVALID', topicOf('weighing'), { ...WEIGHING, at: '2026-02-30T00:00:00Z' }],
    ['a time in 1970', 'TIME_IMPLAUSIBLE', topicOf('weighing'), { ...WEIGHING, at: 0 }],
    [
      'the last moment of 2019',
      'TIME_IMPLAUSIBLE',
      topicOf('weighing'),
      { ...WEIGHING, at: '2019-12-31T23:59:59.999Z' },
    ],
    ['a time a day and more ahead', 'TIME_IMPLAUSIBLE', topicOf('lift'), { at: RECEIVED + 86_400_001, kg: 5 }],
    ['a weighing that is not stable', 'WEIGHING_UNSTABLE', topicOf('weighing'), { ...WEIGHING, stable: false }],
    ['an answer without an id', 'FIELD_INVALID', topicOf('ack'), { at: AT, result: 'done' }],
    ['a dose below zero', 'FIELD_INVALID', topicOf('radiation'), { at: AT, microSvPerHour: -1, alarm: false }],
    ['a state without a time', 'FIELD_INVALID', topicOf('state'), { online: true }],
    ['kg nested beyond reason', 'KG_INVALID', topicOf('weighing'), `{"at":0,"kg":${nested}}`],
    ['a plate nested beyond reason', 'FIELD_INVALID', topicOf('weighing'), `{"at":0,"kg":1,"plate":${nested}}`],
    ['a JSON photo without a picture', 'FIELD_INVALID', topicOf('frame'), { id: 'f', at: AT }],
    ['a JSON photo whose base64 is no JPEG', 'FRAME_NOT_JPEG', topicOf('frame'), { id: 'f', at: AT, jpeg: '한글!' }],
    [
      'an SVG in a JSON photo',
      'FRAME_NOT_JPEG',
      topicOf('frame'),
      { id: 'f', at: AT, jpeg: Buffer.from(SVG).toString('base64') },
    ],
    ['a command topic nobody knows', 'TOPIC_UNKNOWN', 'scrap-commands/v1/posco/busan/launch', CORRECTION],
    ['a command for another tenant', 'TENANT_UNKNOWN', 'scrap-commands/v1/other/busan/correction', CORRECTION],
    ['a command without a reason', 'COMMAND_INVALID', COMMAND, { ...CORRECTION, reason: undefined }],
    ['a command that is no JSON', 'PAYLOAD_NOT_JSON', COMMAND, '{'],
    ['a correction to no grade of ours', 'COMMAND_INVALID', COMMAND, { ...CORRECTION, grade: '금' }],
    ['kilograms of no grade of ours', 'COMMAND_INVALID', COMMAND, { ...CORRECTION, grades: { gold: 5 } }],
    ['grades without a kilogram', 'COMMAND_INVALID', COMMAND, { ...CORRECTION, grades: { heavy: 0 } }],
    ['a promotion of no version', 'COMMAND_INVALID', commandTopicOf('promote'), OFFICE],
    ['a refit without a reason', 'COMMAND_INVALID', commandTopicOf('refit'), { ...OFFICE, reason: '' }],
    ['a region of two corners', 'COMMAND_INVALID', commandTopicOf('region'), { ...REGION, points: POINTS.slice(1) }],
    ['a region beyond the frame', 'COMMAND_INVALID', commandTopicOf('region'), { ...REGION, points: [{ x: 2, y: 0 }] }],
    ['a budget of letters', 'COMMAND_INVALID', commandTopicOf('budget'), { ...BUDGET, amountKrw: '천만원' }],
    ['a budget of parts of a won', 'COMMAND_INVALID', commandTopicOf('budget'), { ...BUDGET, amountKrw: 0.5 }],
    ['a budget of nobody', 'COMMAND_INVALID', commandTopicOf('budget'), { ...BUDGET, funder: 'bank' }],
    ['a region of no camera', 'COMMAND_INVALID', commandTopicOf('region'), { ...REGION, device: 'Cam 1' }],
    ['a command from the far future', 'TIME_INVALID', COMMAND, { ...CORRECTION, at: 1e300 }],
    ['a command from 1970', 'TIME_IMPLAUSIBLE', COMMAND, { ...CORRECTION, at: 0 }],
  ])('%s: %s', (_, code, topic, payload) => {
    expect(decoded(topic, payload)).toMatchObject({
      message: { type: 'refused', code, topic, receivedAt: RECEIVED },
      photo: null,
    });
  });

  it('with what a dead letter keeps: the first 256 bytes, the size, the device and a reason', () => {
    const payload = `x${'y'.repeat(999)}`;
    const dead = refusal(topicOf('weighing'), payload);
    expect(dead.detail).toContain('JSON');
    expect(Buffer.from(dead.firstBytes).toString()).toBe(payload.slice(0, 256));
    expect(dead.size).toBe(1_000);
    expect(dead.address).toEqual({ tenant: 'posco', yard: 'busan', area: 'weigh', device: 'wb01' });
    expect(refusal('hello', '').address).toBeNull();
  });

  it('under the id the message states, or the digest of topic and payload', () => {
    const topic = topicOf('weighing');
    expect(refusal(topic, { ...WEIGHING, kg: 0 }).id).toBe('wb01-1');
    expect(refusal(topic, 'x').id).toBe(digest(topic, 'x'));
    expect(refusal(topic, '{"id":7}').id).toBe(digest(topic, '{"id":7}'));
    expect(refusal(topic, '{"id":').id).toBe(digest(topic, '{"id":'));
    expect(refusal(topicOf('frame'), SVG, { id: 'f1', at: AT }).id).toBe('f1');
  });
});

describe('a photo', () => {
  let photo: Buffer;
  let sha256: string;
  const properties = { id: 'cam01-7', at: AT, ticket: 'T1', plate: '부산86바 1234', lift: '3' };

  beforeAll(async () => {
    photo = await jpeg(64, 48);
    sha256 = createHash('sha256').update(photo).digest('hex');
  });

  it('comes raw, with MQTT 5 user properties', () => {
    const { message, photo: bytes } = decoded(topicOf('frame'), photo, properties);
    expect(message).toMatchObject({
      type: 'event',
      kind: 'frame',
      id: 'cam01-7',
      at: AT_MS,
      ticket: 'T1',
      plate: '부산86바1234',
      lift: 3,
      sha256,
      size: photo.length,
    });
    expect(bytes?.sha256).toBe(sha256);
    expect(Buffer.from(bytes?.bytes ?? []).equals(photo)).toBe(true);
  });

  it('comes as JSON, and is the same event and picture', () => {
    const raw = event(topicOf('frame'), photo, properties);
    const json = { ...properties, lift: 3, jpeg: photo.toString('base64') };
    const { message, photo: bytes } = decoded(topicOf('frame'), json);
    expect((message as EventMessage).body).toBe(raw.body);
    expect(bytes?.sha256).toBe(sha256);
  });

  it('may have a number as its time in a user property', () => {
    expect(event(topicOf('frame'), photo, { id: 'f', at: String(AT_MS) })).toMatchObject({ at: AT_MS, lift: null });
  });

  it('without an id goes by the digest of topic and payload', () => {
    expect(event(topicOf('frame'), photo, { at: AT }).id).toBe(digest(topicOf('frame'), photo));
  });

  it.each<[string, RejectionCode, Delivery['properties']]>([
    ['without a time', 'FIELD_INVALID', { id: 'f' }],
    ['with two ids', 'FIELD_INVALID', { id: ['f', 'g'], at: AT }],
    ['with a lift that is no number', 'FIELD_INVALID', { id: 'f', at: AT, lift: 'third' }],
    ['with a time that is none', 'TIME_INVALID', { id: 'f', at: 'yesterday' }],
    ['of 1970', 'TIME_IMPLAUSIBLE', { id: 'f', at: '0' }],
  ])('raw %s is refused: %s', (_, code, of) => {
    expect(refusal(topicOf('frame'), photo, of).code).toBe(code);
  });

  it('that is an SVG by another name is refused', () => {
    expect(refusal(topicOf('frame'), SVG, properties).code).toBe('FRAME_NOT_JPEG');
  });

  it('that was cut off is refused, raw and in JSON', () => {
    const cut = photo.subarray(0, photo.length - 20);
    expect(refusal(topicOf('frame'), cut, properties).code).toBe('FRAME_TRUNCATED');
    const json = { id: 'f', at: AT, jpeg: cut.toString('base64') };
    expect(refusal(topicOf('frame'), json)).toMatchObject({ code: 'FRAME_TRUNCATED', id: 'f' });
  });

  it('of 60 megapixels is refused before anything decodes it', async () => {
    const huge = await jpeg(10_000, 6_000, 120, { quality: 1 });
    expect(huge.length).toBeLessThan(MAX_FRAME_BYTES);
    expect(refusal(topicOf('frame'), huge, properties)).toMatchObject({ code: 'FRAME_TOO_LARGE', id: 'cam01-7' });
    const json = { id: 'f', at: AT, jpeg: huge.toString('base64') };
    expect(refusal(topicOf('frame'), json)).toMatchObject({ code: 'FRAME_TOO_LARGE', id: 'f' });
  });

  it('of more than 8 MiB is refused, raw and in JSON; one of 8 MiB is not', () => {
    const padded = (size: number) => Buffer.concat([photo, Buffer.alloc(size - photo.length)]);
    expect(refusal(topicOf('frame'), padded(MAX_FRAME_BYTES + 1), properties).code).toBe('PAYLOAD_TOO_BIG');
    const json = (size: number) => ({ id: 'f', at: AT, jpeg: padded(size).toString('base64') });
    expect(refusal(topicOf('frame'), json(MAX_FRAME_BYTES + 1))).toMatchObject({ code: 'PAYLOAD_TOO_BIG', id: 'f' });
    expect(refusal(topicOf('frame'), `{"x":"${'x'.repeat(12_000_000)}"}`).code).toBe('PAYLOAD_TOO_BIG');
    expect(event(topicOf('frame'), json(MAX_FRAME_BYTES)).kind).toBe('frame');
    expect(event(topicOf('frame'), padded(MAX_FRAME_BYTES), properties).kind).toBe('frame');
  });
});

describe('the door lets through', () => {
  it('a weighing, its plate without spaces', () => {
    const of = {
      ...WEIGHING,
      ticket: 'T1',
      direction: 'inbound',
      partner: '한빛',
      declaredGrade: '중량A',
      driver: '김',
    };
    const message = event(topicOf('weighing'), of);
    expect(message).toMatchObject({
      type: 'event',
      kind: 'weighing',
      address: { tenant: 'posco', yard: 'busan', area: 'weigh', device: 'wb01' },
      id: 'wb01-1',
      at: AT_MS,
      receivedAt: RECEIVED,
      ticket: 'T1',
      plate: '부산86바1234',
      kg: 29_820,
    });
    expect(JSON.parse(message.body)).toEqual({ ...of, at: AT_MS });
  });

  it('a time as Unix milliseconds: the same event as in RFC 3339', () => {
    const text = event(topicOf('weighing'), WEIGHING);
    const number = event(topicOf('weighing'), { ...WEIGHING, at: AT_MS });
    expect(number.at).toBe(AT_MS);
    expect(number.body).toBe(text.body);
  });

  it('fields in any order as the same event, and leaves out what it does not know', () => {
    const turned = Object.fromEntries(Object.entries(WEIGHING).reverse());
    const odd = `{"odd":${nested},${JSON.stringify(turned).slice(1)}`;
    expect(event(topicOf('weighing'), odd).body).toBe(event(topicOf('weighing'), WEIGHING).body);
  });

  it.each(['ack', 'occupancy', 'radiation'])('an oddly typed field that only other kinds know, unread: %s', (kind) => {
    const own = { id: 'x1', at: AT, result: 'done', occupied: true, microSvPerHour: 0.1, alarm: false };
    const message = event(topicOf(kind), { ...own, kg: 'heavy', lift: {}, ...(kind === 'ack' ? { plate: 7 } : {}) });
    expect(message).toMatchObject({ id: 'x1', kg: null, lift: null, plate: null });
  });

  it('a message without an id, under the SHA-256 of topic and payload', () => {
    const payload = JSON.stringify(without('id'));
    expect(event(topicOf('weighing'), payload).id).toBe(digest(topicOf('weighing'), payload));
  });

  it.each([
    ['lift', { id: 'l1', at: AT, kg: 1_480, lift: 3, plate: '12가 3456' }, { kg: 1_480, lift: 3, plate: '12가3456' }],
    ['radiation', { id: 'r1', at: AT, microSvPerHour: 0.12, alarm: false, ticket: 'T1' }, { ticket: 'T1', kg: null }],
    ['occupancy', { id: 'o1', at: AT, occupied: true, plate: '12가3456' }, { plate: '12가3456' }],
    ['ack', { id: 'cmd-1', at: AT, result: 'failed', reason: 'jam' }, { id: 'cmd-1' }],
  ])('a message of the kind %s', (kind, payload, fields) => {
    expect(event(topicOf(kind), payload)).toMatchObject({ type: 'event', kind, at: AT_MS, ...fields });
  });

  it('a state, which is no event', () => {
    expect(decoded(topicOf('state'), { online: true, at: AT, model: 'CAS CI-6000A' }).message).toMatchObject({
      type: 'state',
      online: true,
      at: AT_MS,
      model: 'CAS CI-6000A',
      firmware: null,
    });
  });

  it.each([
    ['correction', { ...CORRECTION, grades: { heavy: 5, light: 0 } }],
    ['cancellation', CORRECTION],
  ])('a %s, as an event of the office', (kind, payload) => {
    expect(event(`scrap-commands/v1/posco/busan/${kind}`, payload)).toMatchObject({
      kind,
      visit: 'v1',
      address: { tenant: 'posco', yard: 'busan', area: 'office', device: 'server' },
    });
  });

  it.each([
    ['refit', OFFICE],
    ['shadow', OFFICE],
    ['shadow', { ...OFFICE, version: 'v2' }],
    ['promote', { ...OFFICE, version: 'v2' }],
    ['roll-back', OFFICE],
    ['release', { ...OFFICE, command: 'cmd-1' }],
    ['usage', { id: 'm1', at: AT_MS, sessions: { plant: 2, procurement: 0, programme: 1 } }],
    ['region', REGION],
    ['region', { ...REGION, points: [] }],
    ['budget', BUDGET],
    ['budget', { ...BUDGET, amountKrw: -1, on: AT_MS + 400 * 86_400_000 }],
  ])('a %s, as an event of the office that speaks of no visit', (kind, payload) => {
    const message = event(commandTopicOf(kind), { ...payload, beside: 'what nobody asked for' });
    expect(message).toMatchObject({ kind, visit: null, id: 'm1', address: { area: 'office', device: 'server' } });
    expect(JSON.parse(message.body)).toEqual(payload);
  });

  it('a correction that takes another back', () => {
    const message = event(COMMAND, { ...CORRECTION, withdraws: 'c0' });
    expect(JSON.parse(message.body)).toMatchObject({ withdraws: 'c0' });
  });

  it.each(['load', ...DEVICE_BOUND_KINDS])('nothing of the kind %s, which is not the ledger’s', (kind) => {
    expect(decode(delivery(topicOf(kind), 'x'), 'posco')).toBeNull();
  });

  it('every tenant where none is set', () => {
    const foreign = delivery('scrap/v1/other/busan/weigh/wb01/weighing', WEIGHING);
    expect(decode(foreign, null)?.message.type).toBe('event');
  });
});

const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const anyTopic = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...EDGE_KINDS, ...DEVICE_BOUND_KINDS).map(topicOf) },
  { weight: 2, arbitrary: fc.constantFrom(...COMMAND_KINDS).map((kind) => `scrap-commands/v1/posco/busan/${kind}`) },
  { weight: 1, arbitrary: anyText },
);
const anyProperties = fc.dictionary(
  fc.constantFrom('id', 'at', 'ticket', 'plate', 'lift'),
  fc.oneof(anyText, fc.constant(AT), fc.array(anyText, { maxLength: 2 })),
);
const anyObject = fc.record(
  {
    id: fc.oneof(anyText, fc.integer()),
    at: fc.oneof(fc.constant(AT), fc.constant(AT_MS), fc.double(), anyText),
    kg: fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.double(), anyText),
    stable: fc.oneof(fc.constant(true), fc.jsonValue()),
    plate: fc.oneof(anyText, fc.jsonValue()),
    ticket: anyText,
    lift: fc.oneof(fc.nat(9_999), fc.double()),
    jpeg: fc.base64String(),
    online: fc.boolean(),
    occupied: fc.boolean(),
    alarm: fc.boolean(),
    microSvPerHour: fc.double(),
    visit: anyText,
    by: anyText,
    reason: anyText,
    grades: fc.dictionary(fc.constantFrom('heavy', 'light', '__proto__'), fc.nat()),
    deductionKg: fc.nat(),
  },
  { requiredKeys: ['at', 'kg', 'stable', 'plate'] },
);
const anyPayload = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), bytes])),
  fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
  anyObject.map((value) => Buffer.from(JSON.stringify(value))),
);

describe('the account of a topic', () => {
  const place = { tenant: 't', yard: 'y', area: 'weigh', device: 'wb01' };
  it.each([
    ['scrap/v1/t/y/weigh/wb01/weighing', place],
    ['scrap/v1/t/y/weigh/wb01/no-such-kind', place],
    ['scrap-commands/v1/t/y/correction', { tenant: 't', yard: 'y', area: 'office', device: 'server' }],
    ['hello', { tenant: '', yard: '', area: '', device: '' }],
    ['scrap/v1/t/y/weigh/wb01/load', null],
    ['scrap/v1/t/y/weigh/wb01/receipt', null],
  ])('of %s is told before the message is parsed, as it will be booked', (topic, account) => {
    expect(accountOfTopic(topic)).toEqual(account);
  });
});

describe('whatever a device sends', () => {
  it('is an event, a state, a refusal or none of the ledger’s, and the book takes each without stopping', () => {
    const ledger = new Ledger(':memory:');
    const bookkeeper = new Bookkeeper(ledger, () => []);
    try {
      fc.assert(
        fc.property(anyTopic, anyPayload, anyProperties, (topic, payload, properties) => {
          const one = decode({ topic, payload, properties, receivedAt: RECEIVED }, null);
          if (!one) {
            expect(topic).toMatch(/(load|receipt|cmd)$/);
            return;
          }
          expect(['event', 'state', 'refused']).toContain(one.message.type);
          expect(one.message.id.length).toBeGreaterThan(0);
          expect(bookkeeper.book([one.message], RECEIVED)).toMatchObject([{ id: one.message.id }]);
        }),
        { numRuns: 1_500 },
      );
    } finally {
      ledger.close();
    }
  });
});

describe('two plates in one ticket', () => {
  it('pass the door one by one, and the book refuses the later', () => {
    const ledger = new Ledger(':memory:');
    const first = event(topicOf('weighing'), { ...WEIGHING, ticket: 'T1' });
    const other = { ...WEIGHING, id: 'wb01-2', ticket: 'T1', plate: '포항12가7777', at: AT_MS + 60_000 };
    new Bookkeeper(ledger, () => []).book([first, event(topicOf('weighing'), other)], RECEIVED);
    const dead = ledger.all<{ id: string; code: string }>('SELECT id, code FROM dead_letter');
    ledger.close();
    expect(dead).toEqual([{ id: 'wb01-2', code: 'PLATE_CONTRADICTS_TICKET' }]);
  });
});
