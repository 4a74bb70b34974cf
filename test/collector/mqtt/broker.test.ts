import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import type { IClientOptions } from 'mqtt';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BrokerAccount } from '../../../collector/mqtt/broker-accounts.ts';
import { DomainError } from '../../../domain/errors.ts';
import { COLLECTOR_STATUS_TOPIC } from '../../../domain/wire/mqtt-topics.ts';
import { client, eventually, freshFolder, heardBy, listen, testBroker } from './real-broker.ts';

const OWN = 'scrap/v1/posco/busan/weigh/wb01';
const INTERNAL = { mqttUsername: 'scalehouse', mqttPassword: 'inside' };
const inside: IClientOptions = { username: 'scalehouse', password: 'inside' };
const device: IClientOptions = { username: 'wb01', password: 'device secret' };
const reader: IClientOptions = { username: 'posco', password: 'reader secret' };
const yardReader: IClientOptions = { username: 'posco-busan', password: 'reader secret' };
const versions: [string, IClientOptions][] = [
  ['3.1.1', { protocolVersion: 4 }],
  ['5', { protocolVersion: 5 }],
];

let accounts: BrokerAccount[];

beforeAll(async () => {
  const cheap = { memoryCost: 1_024, timeCost: 1, parallelism: 1 };
  const [ofDevice, ofReader] = await Promise.all([hash('device secret', cheap), hash('reader secret', cheap)]);
  accounts = [
    { name: 'wb01', passwordHash: ofDevice, tenant: 'posco', yard: 'busan', area: 'weigh', device: 'wb01' },
    { name: 'posco', passwordHash: ofReader, tenant: 'posco', reader: true },
    { name: 'posco-busan', passwordHash: ofReader, tenant: 'posco', yard: 'busan', reader: true },
  ];
});

async function deviceFile(content: unknown = accounts): Promise<string> {
  const path = join(await freshFolder(), 'devices.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const guarded = async () => testBroker({ ...INTERNAL, mqttDevices: await deviceFile() });

/** The filters of a list that a client may not listen to. */
async function refusedFilters(url: string, options: IClientOptions, filters: readonly string[]): Promise<string[]> {
  const listener = await client(url, options);
  const refused: string[] = [];
  for (const filter of filters) {
    const granted = await listener.subscribeAsync(filter, { qos: 1 }).catch(() => [{ qos: 128 }]);
    if (granted.some(({ qos }) => qos >= 128)) refused.push(filter);
  }
  return refused;
}

/** The topics of a list on which a client may not publish: none of them is heard, and each costs the connection. */
async function refusedTopics(url: string, options: IClientOptions, topics: readonly string[]): Promise<string[]> {
  const heard = await listen(url, '#', inside);
  const witness = await client(url, inside);
  for (const topic of topics) {
    const speaker = await client(url, options);
    const lost = new Promise<void>((resolve) => speaker.once('close', () => resolve()));
    await Promise.race([speaker.publishAsync(topic, 'x', { qos: 1 }), lost]);
  }
  await witness.publishAsync('marker', 'x', { qos: 1 });
  await eventually(() => expect(heard.map(({ topic }) => topic)).toContain('marker'));
  const passed = heard.map(({ topic }) => topic);
  return topics.filter((topic) => !passed.includes(topic));
}

describe('on another address the broker does not start', () => {
  const startOn = async (settings: Parameters<typeof testBroker>[0]) => {
    const error = await testBroker({ mqttHost: '0.0.0.0', ...settings }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DomainError);
    const { code, params } = error as DomainError;
    expect(code).toBe('SETTING_INVALID');
    return params;
  };

  it('without a device file, and names the variable', async () => {
    expect(await startOn({})).toEqual({
      variable: 'MQTT_DEVICES',
      expected: 'a file of device accounts, because MQTT_HOST is 0.0.0.0',
    });
    expect(await startOn({ mqttTlsElsewhere: true })).toMatchObject({ variable: 'MQTT_DEVICES' });
  });

  it('without TLS or the word that TLS ends elsewhere, and names both variables', async () => {
    const params = await startOn({ mqttDevices: await deviceFile() });
    expect(params).toMatchObject({
      variable: 'MQTT_TLS_CERT',
      expected: expect.stringContaining('MQTT_TLS_ELSEWHERE=1'),
    });
  });

  it.each([
    ['is not there', async () => join(await freshFolder(), 'none.json')],
    ['is no JSON', () => deviceFile('[')],
    ['is no list of accounts', () => deviceFile([{ name: 'wb01', password: 'plain' }])],
    ['names a device as no topic can', () => deviceFile([{ ...accounts[0], device: 'WB/01' }])],
  ])('when the device file %s', async (_, path) => {
    expect(await startOn({ mqttDevices: await path(), mqttTlsElsewhere: true })).toMatchObject({
      variable: 'MQTT_DEVICES',
    });
  });
});

describe('the broker', () => {
  it('starts on another address with a device file where TLS ends elsewhere, with a door of its own inside', async () => {
    const broker = await testBroker({
      ...INTERNAL,
      mqttHost: '0.0.0.0',
      mqttDevices: await deviceFile(),
      mqttTlsElsewhere: true,
    });
    expect(broker.internalPort).not.toBe(broker.port);
    const heard = await listen(`mqtt://127.0.0.1:${broker.internalPort}`, '#', inside);
    const scale = await client(broker.url, device);
    await scale.publishAsync(`${OWN}/weighing`, 'x', { qos: 1 });
    await eventually(() => expect(heard).toMatchObject([{ topic: `${OWN}/weighing` }]));
  });

  it('names MQTT_PORT when the port is taken', async () => {
    const { port } = await testBroker();
    const second = testBroker({ mqttPort: port });
    await expect(second).rejects.toMatchObject({
      code: 'SETTING_INVALID',
      params: { variable: 'MQTT_PORT', expected: `a free port: ${port} is in use` },
    });
  });

  it('makes its folder where there is none', async () => {
    const dataDir = join(await freshFolder(), 'data');
    await mkdir(dataDir);
    const { url } = await testBroker({ dataDir });
    expect((await client(url)).connected).toBe(true);
  });
});

describe.each(versions)('with a device file, over MQTT %s', (_, version) => {
  it.each([
    ['without a name', {}],
    ['with a name nobody has', { username: 'wb99', password: 'device secret' }],
    ['with a wrong password', { username: 'wb01', password: 'guess' }],
    ['without a password', { username: 'wb01' }],
    ['with the internal name and a wrong password', { username: 'scalehouse', password: 'inside!' }],
    ['with the internal name and a password as long', { username: 'scalehouse', password: 'INSIDE' }],
  ])('nobody comes in %s', async (_how, credentials) => {
    const { url } = await guarded();
    await expect(client(url, { ...version, ...credentials })).rejects.toThrow(/[Nn]ot authorized/);
  });

  it('a device publishes below its own topic', async () => {
    const { url } = await guarded();
    const heard = await listen(url, 'scrap/v1/#', inside);
    const scale = await client(url, { ...version, ...device });
    const topics = ['weighing', 'load', 'state', 'ack', 'anything'].map((kind) => `${OWN}/${kind}`);
    for (const topic of topics) await scale.publishAsync(topic, 'x', { qos: 1 });
    await eventually(() => expect(heard.map(({ topic }) => topic)).toEqual(topics));
  });

  it('a device publishes nowhere else', async () => {
    const { url } = await guarded();
    const topics = [
      'scrap/v1/posco/busan/weigh/wb02/weighing',
      'scrap/v1/posco/busan/weigh/wb011/weighing',
      'scrap/v1/posco/gwangyang/weigh/wb01/weighing',
      'scrap/v1/other/busan/weigh/wb01/weighing',
      'scrap-facts/v1/posco/busan/visit',
      'scrap-commands/v1/posco/busan/correction',
      COLLECTOR_STATUS_TOPIC,
      `${OWN}/receipt`,
      `${OWN}/cmd`,
      OWN,
    ];
    expect(await refusedTopics(url, { ...version, ...device }, topics)).toEqual(topics);
  });

  it('a device listens to its own cmd and receipt alone', async () => {
    const { url } = await guarded();
    const filters = [
      `${OWN}/#`,
      `${OWN}/+`,
      `${OWN}/weighing`,
      'scrap/v1/+/+/+/+/cmd',
      'scrap/v1/posco/busan/weigh/wb02/cmd',
      'scrap-facts/v1/posco/#',
      '#',
      '$SYS/#',
    ];
    const own = [`${OWN}/cmd`, `${OWN}/receipt`];
    expect(await refusedFilters(url, { ...version, ...device }, [...own, ...filters])).toEqual(filters);
    const scale = await client(url, { ...version, ...device });
    const heard = heardBy(scale);
    await scale.subscribeAsync(own, { qos: 1 });
    const collector = await client(url, inside);
    await collector.publishAsync(`${OWN}/receipt`, '{"ids":["1"]}', { qos: 1 });
    await eventually(() => expect(heard).toMatchObject([{ topic: `${OWN}/receipt`, text: '{"ids":["1"]}' }]));
  });

  it('a reader hears the facts of its tenant, or of its one yard, and publishes nothing', async () => {
    const { url } = await guarded();
    const busan = 'scrap-facts/v1/posco/busan/#';
    const tenant = ['scrap-facts/v1/posco/#', 'scrap-facts/v1/posco/gwangyang/visit'];
    const foreign = [
      'scrap-facts/v1/#',
      'scrap-facts/v1/posco2/#',
      'scrap/v1/posco/#',
      'scrap-commands/v1/posco/#',
      '#',
    ];
    const all = [busan, ...tenant, ...foreign];
    expect(await refusedFilters(url, { ...version, ...reader }, all)).toEqual(foreign);
    expect(await refusedFilters(url, { ...version, ...yardReader }, all)).toEqual([...tenant, ...foreign]);
    const topics = ['scrap-facts/v1/posco/busan/visit', `${OWN}/weighing`];
    expect(await refusedTopics(url, { ...version, ...reader }, topics)).toEqual(topics);
  });

  it('the will of a device on another topic than its own is never published', async () => {
    const { url } = await guarded();
    const will = { topic: COLLECTOR_STATUS_TOPIC, payload: Buffer.from('x'), qos: 1 as const, retain: true };
    const heard = await listen(url, '#', inside);
    const scale = await client(url, { ...version, ...device, will }).catch(() => null);
    scale?.stream.destroy();
    const witness = await client(url, inside);
    await witness.publishAsync('marker', 'x', { qos: 1 });
    await eventually(() => expect(heard.map(({ topic }) => topic)).toEqual(['marker']));
  });
});

describe.each(versions)('without a device file, over MQTT %s', (_, version) => {
  it('anyone on this machine speaks as any device and hears everything', async () => {
    const { url } = await testBroker(INTERNAL);
    const heard = await listen(url, '#', version);
    const anyone = await client(url, { ...version, username: 'whoever', password: 'whatever' });
    await anyone.publishAsync(`${OWN}/weighing`, 'x', { qos: 1 });
    const inner = await client(url, inside);
    await inner.publishAsync('scrap-facts/v1/posco/busan/visit', 'x', { qos: 1 });
    await eventually(() =>
      expect(heard.map(({ topic }) => topic)).toEqual([`${OWN}/weighing`, 'scrap-facts/v1/posco/busan/visit']),
    );
  });

  it('nobody but our own processes publishes facts, commands or the status', async () => {
    const { url } = await testBroker(INTERNAL);
    const topics = [
      'scrap-facts/v1/posco/busan/visit',
      'scrap-commands/v1/posco/busan/correction',
      COLLECTOR_STATUS_TOPIC,
    ];
    expect(await refusedTopics(url, version, topics)).toEqual(topics);
    expect(await refusedTopics(url, { ...version, ...inside }, topics)).toEqual([]);
  });

  it('our own name does not open the door with another password', async () => {
    const { url } = await testBroker(INTERNAL);
    await expect(client(url, { ...version, username: 'scalehouse', password: 'guess' })).rejects.toThrow(
      /[Nn]ot authorized/,
    );
  });

  it('a client without a name comes in though no process has a name of its own', async () => {
    const { url } = await testBroker();
    expect((await client(url, version)).connected).toBe(true);
  });
});
