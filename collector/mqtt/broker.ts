import { readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type Client } from 'aedes';
import levelPersistence from 'aedes-persistence-level';
import { ClassicLevel } from 'classic-level';
import { DomainError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings.ts';
import { forwardAll, keepOrder } from './aedes-order.ts';
import { authenticate, LOCAL, type Permissions, readBrokerAccounts } from './broker-accounts.ts';
import { protocolLevel, V5Door } from './v5-door.ts';

export interface Broker {
  /** where devices connect */
  readonly port: number;
  /** where this machine's own processes connect: plain, on 127.0.0.1 */
  readonly internalPort: number;
  close(): Promise<void>;
}

type BrokerSettings = Pick<
  Settings,
  | 'dataDir'
  | 'mqttHost'
  | 'mqttPort'
  | 'mqttDevices'
  | 'mqttTlsCert'
  | 'mqttTlsKey'
  | 'mqttTlsElsewhere'
  | 'mqttUsername'
  | 'mqttPassword'
>;

/**
 * Starts the embedded broker: MQTT 3.1.1 by aedes with sessions on disk, MQTT 5 by translation. On an address that
 * others can reach it starts only with accounts and TLS (edge contract, "Who may connect"); this machine's processes
 * then get a plain port of their own, `wantedInternalPort` or any that is free.
 * @throws DomainError `SETTING_INVALID`, with the variable to set.
 */
export async function startBroker(settings: BrokerSettings, wantedInternalPort = 0): Promise<Broker> {
  requireSafety(settings);
  const accounts = settings.mqttDevices === null ? null : await readBrokerAccounts(settings.mqttDevices);
  const internal =
    settings.mqttUsername !== null && settings.mqttPassword !== null
      ? { username: settings.mqttUsername, password: settings.mqttPassword }
      : null;
  const permissions = new WeakMap<Client, Permissions>();
  const sessions = new ClassicLevel(join(settings.dataDir, 'broker'));
  await sessions.open();
  const aedes = await Aedes.createBroker({
    drainTimeout: DRAIN_WITHIN_MS,
    persistence: levelPersistence(sessions),
    authenticate: (client, username, password, done) => {
      if (accounts === null && (internal === null || username !== internal.username)) {
        permissions.set(client, LOCAL);
        done(null, true);
        return;
      }
      authenticate(accounts ?? [], internal, username, password as Buffer | undefined).then(
        (granted) => {
          if (granted) permissions.set(client, granted);
          done(null, granted !== null);
        },
        () => done(null, false),
      );
    },
    authorizePublish: (client, packet, done) => {
      const isAllowed = client === null || permissions.get(client)?.mayPublish(packet.topic) === true;
      done(isAllowed ? null : new Error(`not allowed to publish to ${packet.topic}`));
    },
    authorizeSubscribe: (client, subscription, done) =>
      done(null, permissions.get(client)?.maySubscribe(subscription.topic) === true ? subscription : null),
  });

  aedes.on('client', forwardAll);
  keepOrder(aedes);

  const sockets = new Set<Socket>();
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    handOver(aedes, socket);
  };
  const server: Server =
    settings.mqttTlsCert !== null && settings.mqttTlsKey !== null
      ? createTlsServer(
          {
            cert: await readFile(settings.mqttTlsCert),
            key: await readFile(settings.mqttTlsKey),
            minVersion: 'TLSv1.2',
          },
          accept,
        )
      : createServer(accept);
  const port = await listen(server, settings.mqttPort, settings.mqttHost);
  const isPlainAndLocal = isLoopback(settings.mqttHost) && settings.mqttTlsCert === null;
  const inner = isPlainAndLocal ? null : createServer(accept);
  return {
    port,
    internalPort: inner ? await listen(inner, wantedInternalPort, '127.0.0.1') : port,
    close: async () => {
      server.close();
      inner?.close();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await sessions.close();
    },
  };
}

/** A subscriber that does not read is ended after this long, so that it never holds up the others. */
const DRAIN_WITHIN_MS = 10_000;

/** Whoever opens a connection and says nothing is not kept waiting for. */
const CONNECT_WITHIN_MS = 10_000;

/** The first bytes tell the protocol: MQTT 5 enters through the door, the rest goes to aedes directly. */
function handOver(aedes: Aedes, socket: Socket): void {
  let head = Buffer.alloc(0);
  const look = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    const level = protocolLevel(head);
    if (level === null && head.length < 64) return;
    clearTimeout(patience);
    socket.off('data', look);
    socket.pause();
    socket.unshift(head);
    aedes.handle(level === 5 ? new V5Door(socket) : socket);
    socket.resume();
  };
  const patience = setTimeout(() => socket.destroy(), CONNECT_WITHIN_MS);
  socket.on('close', () => clearTimeout(patience));
  socket.on('data', look);
}

function requireSafety(settings: BrokerSettings): void {
  if (isLoopback(settings.mqttHost)) return;
  const reject = (variable: string, expected: string) => {
    throw new DomainError('SETTING_INVALID', { variable, expected });
  };
  if (settings.mqttDevices === null)
    reject('MQTT_DEVICES', `a file of device accounts, because MQTT_HOST is ${settings.mqttHost}`);
  if (settings.mqttTlsCert === null && !settings.mqttTlsElsewhere) {
    reject('MQTT_TLS_CERT', 'a certificate (with MQTT_TLS_KEY), or MQTT_TLS_ELSEWHERE=1 when TLS ends in front of it');
  }
}

function isLoopback(host: string): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(host);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const expected = cause.code === 'EADDRINUSE' ? `a free port: ${port} is in use` : cause.message;
      reject(new DomainError('SETTING_INVALID', { variable: 'MQTT_PORT', expected }, { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
