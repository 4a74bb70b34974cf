import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../collector/mqtt/real-broker.ts';
import { freePort, listening } from '../ports.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The broker as compose.yaml and the operations page set it up, run by Debian's mosquitto. */

const DEPLOY = 'deploy/mosquitto';
const hasTools = ['mosquitto', 'mosquitto_passwd', 'openssl'].every(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0,
);
const own = temporaryFolder('mosquitto-own-');
const SCALE = 'scrap/v1/hanbit/busan/gate/scale-1';

/** What a scale has no business saying. */
const FORBIDDEN = [
  'scrap/v1/hanbit/busan/bay1/crane-1/lift',
  'scrap/v1/other/busan/gate/scale-1/weighing',
  `${SCALE}/receipt`,
  `${SCALE}/cmd`,
  'scrap-facts/v1/hanbit/busan/visit',
  'scrap-commands/v1/hanbit/busan/correction',
];

let port = 0;
let stop: () => Promise<void> = async () => {};

function script(name: string, args: readonly string[], password = ''): void {
  // a script that refuses ends before it has read the password, which is no failure of its own
  const { status, stderr } = spawnSync(join(DEPLOY, name), args, {
    env: { ...process.env, OWN: own.path },
    input: `${password}\n`,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
}

async function startBroker(): Promise<void> {
  for (;;) {
    port = await freePort();
    const conf = readFileSync(join(DEPLOY, 'mosquitto.conf'), 'utf8')
      .replaceAll('/mosquitto/own', own.path)
      .replaceAll('/mosquitto/data/', `${own.path}/`)
      .replace('listener 8883', `listener ${port} 127.0.0.1`);
    // Debian's mosquitto would give up the rights to the test's folder
    writeFileSync(join(own.path, 'mosquitto.conf'), `${conf}\nuser ${userInfo().username}\n`);
    const broker = spawn('mosquitto', ['-c', join(own.path, 'mosquitto.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [broker.stdout, broker.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    const ended = once(broker, 'exit');
    const isRunning = await Promise.race([ended.then(() => false), listening(port).then(() => true)]);
    if (isRunning) {
      stop = async () => {
        broker.kill('SIGTERM');
        await ended;
      };
      return;
    }
    // somebody else took the port in between
    if (!/in use/.test(said)) throw new Error(`mosquitto did not start: ${said}`);
  }
}

async function connect(username: string, password: string, more: IClientOptions = {}): Promise<MqttClient> {
  const client = await mqtt.connectAsync(
    `mqtts://localhost:${port}`,
    {
      username,
      password,
      protocolVersion: 5,
      reconnectPeriod: 0,
      host: '127.0.0.1',
      servername: 'localhost',
      ca: readFileSync(join(own.path, 'ca.crt')),
      ...more,
    },
    false,
  );
  client.on('error', () => {});
  onTestFinished(() => client.endAsync(true));
  return client;
}

describe.skipIf(!hasTools && !process.env.CI)('the broker of the deployment', () => {
  beforeAll(async () => {
    script('make-certificates.sh', ['mosquitto']);
    script('add-account.sh', ['scalehouse'], 'house secret');
    script('add-account.sh', ['scale-1', 'hanbit', 'busan', 'gate', 'scale-1'], 'scale secret');
    script('add-account.sh', ['crane-1', 'hanbit', 'busan', 'bay1', 'crane-1'], 'crane secret');
    await startBroker();
  });
  afterAll(async () => {
    await stop();
    own.remove();
  });

  it('hears a device below its own topic and nowhere else, and Scalehouse hears it', async () => {
    const house = await connect('scalehouse', 'house secret');
    const heard: string[] = [];
    house.on('message', (topic) => heard.push(topic));
    await house.subscribeAsync('scrap/#', { qos: 1 });
    // a connection for each: mqtt.js gives one up when it is told no
    const publish = async (topic: string) =>
      await (await connect('scale-1', 'scale secret')).publishAsync(topic, '{}', { qos: 1 });
    for (const topic of FORBIDDEN) await expect(publish(topic)).rejects.toThrow(/not authorized/i);
    await publish(`${SCALE}/weighing`);
    await eventually(() => expect(heard).toContain(`${SCALE}/weighing`));
    expect(heard).toEqual([`${SCALE}/weighing`]);
  });

  it('gives a device its own commands and receipts and nothing of others', async () => {
    const crane = await connect('crane-1', 'crane secret');
    const heard: string[] = [];
    crane.on('message', (topic) => heard.push(topic));
    await crane.subscribeAsync('scrap/v1/hanbit/busan/bay1/crane-1/cmd', { qos: 1 });
    await crane.subscribeAsync(['scrap/#', `${SCALE}/receipt`, 'scrap-facts/#'], { qos: 1 }).catch(() => {});
    const house = await connect('scalehouse', 'house secret');
    await house.publishAsync(`${SCALE}/receipt`, '{"ids":[]}', { qos: 1 });
    await house.publishAsync('scrap-facts/v1/hanbit/busan/visit', '{}', { qos: 1 });
    await house.publishAsync('scrap/v1/hanbit/busan/bay1/crane-1/cmd', '{}', { qos: 1 });
    await eventually(() => expect(heard).toContain('scrap/v1/hanbit/busan/bay1/crane-1/cmd'));
    // once for each of its two subscriptions that the topic fits
    expect(new Set(heard)).toEqual(new Set(['scrap/v1/hanbit/busan/bay1/crane-1/cmd']));
  });

  it.each([
    ['without an account', '', ''],
    ['with a wrong password', 'scale-1', 'guess'],
    ['with an account it does not know', 'scale-9', 'scale secret'],
  ])('lets nobody in %s', async (_, username, password) => {
    await expect(connect(username, password)).rejects.toThrow(/not authorized/i);
  });

  it('speaks no word without TLS, and none to whoever expects another authority', async () => {
    const plain = mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, connectTimeout: 2_000 }, false);
    await expect(plain).rejects.toThrow();
    await expect(connect('scale-1', 'scale secret', { ca: [] })).rejects.toThrow(/certificate/);
  });

  it('takes no second account of a name, and no name that could be a wildcard', () => {
    expect(() => script('add-account.sh', ['scale-1', 'a', 'b', 'c', 'd'], 'x')).toThrow(/there already/);
    expect(() => script('add-account.sh', ['scale-2', 'a', '+', 'c', 'd'], 'x')).toThrow(/lower-case/);
    expect(() => script('add-account.sh', ['+', 'a', 'b', 'c', 'd'], 'x')).toThrow(/lower-case/);
  });
});
