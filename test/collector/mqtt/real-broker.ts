import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';
import mqttPacket, { type Packet } from 'mqtt-packet';
import { onTestFinished, vi } from 'vitest';
import { type Broker, startBroker } from '../../../collector/mqtt/broker.ts';

/** The embedded broker on a free port, and what connects to it; everything ends with the test that began it. */

type BrokerSettings = Parameters<typeof startBroker>[0];

/** Waits until a check holds, for as long as a busy machine may take. */
export const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 20_000, interval: 10 });

/** An empty folder that goes with the test. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'scalehouse-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function testBroker(settings: Partial<BrokerSettings> = {}): Promise<Broker & { readonly url: string }> {
  const broker = await startBroker({
    dataDir: settings.dataDir ?? (await freshFolder()),
    mqttHost: '127.0.0.1',
    mqttPort: 0,
    mqttDevices: null,
    mqttTlsCert: null,
    mqttTlsKey: null,
    mqttTlsElsewhere: false,
    mqttUsername: null,
    mqttPassword: null,
    ...settings,
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await broker.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...broker, close, url: `mqtt://127.0.0.1:${broker.port}` };
}

/** A connected client that never reconnects by itself. */
export async function client(url: string, options: IClientOptions = {}): Promise<MqttClient> {
  const connected = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options }, false);
  connected.on('error', () => {});
  onTestFinished(() => connected.endAsync(true));
  return connected;
}

export interface Heard {
  readonly topic: string;
  readonly text: string;
  readonly retain: boolean;
}

/** Everything a client hears from now on, oldest first. */
export function heardBy(listener: MqttClient): Heard[] {
  const heard: Heard[] = [];
  listener.on('message', (topic: string, payload: Buffer, { retain }: IPublishPacket) => {
    heard.push({ topic, text: payload.toString(), retain });
  });
  return heard;
}

/** A client that listens to a filter, and what it hears. */
export async function listen(url: string, filter: string, options: IClientOptions = {}): Promise<Heard[]> {
  const listener = await client(url, options);
  const heard = heardBy(listener);
  await listener.subscribeAsync(filter, { qos: 1 });
  return heard;
}

export interface Line {
  readonly url: string;
  /** packets of MQTT 5 that went from the client to the broker over this line */
  readonly sent: Packet[];
  /** how often somebody connected */
  readonly connections: () => number;
  /** cuts every connection: the client hears nothing, the broker gets what was under way and no goodbye */
  readonly cut: () => void;
}

/** A line to the broker that can be cut and listened to. */
export async function line(port: number): Promise<Line> {
  const sent: Packet[] = [];
  const open = new Set<readonly [Socket, Socket]>();
  let connections = 0;
  const server = createServer((near) => {
    connections += 1;
    const far = connectSocket(port, '127.0.0.1');
    const parser = mqttPacket.parser({ protocolVersion: 5 });
    parser.on('packet', (packet: Packet) => sent.push(packet));
    const both = [near, far] as const;
    open.add(both);
    near.on('data', (chunk: Buffer) => {
      parser.parse(chunk);
      far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => near.write(chunk));
    for (const [socket, other] of [both, [far, near] as const]) {
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(both);
        other.end();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const [near, far] of open) {
      near.destroy();
      far.end();
    }
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    connections: () => connections,
    cut,
  };
}
