import mqtt, { type MqttClient } from 'mqtt';
import { COMMAND_FILTER, EDGE_FILTER } from '../../domain/wire/mqtt-topics.ts';
import type { Delivery } from './payload.ts';

export interface BrokerAddress {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
}

/** A delivery that waits for its commit; `acknowledge` tells the broker that it may forget the message. */
export interface Pending {
  readonly delivery: Delivery;
  readonly acknowledge: () => void;
}

/** Above this much in hand the intake stops reading, so the broker holds the rest (back-pressure). */
const MOST_MESSAGES = 5_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** How many unacknowledged messages the broker may send ahead: a group commit's reach. */
const RECEIVE_MAXIMUM = 2_000;
/** A connection that is only half there is noticed within one and a half of these. */
export const KEEPALIVE_S = 10;
const SESSION_SECONDS = 30 * 24 * 3_600;

interface Acknowledging {
  _sendPacket: (
    packet: { cmd: string; messageId?: number; reasonCode?: number },
    done?: () => void,
    ...rest: unknown[]
  ) => void;
}

/**
 * Reads everything devices publish over one durable session. mqtt.js acknowledges a message as soon as its handler is
 * done with it and hands over the next only then; to commit in groups, its PUBACKs are withheld here, and each is sent
 * when its message is on disk (invariant 1). A message of a connection that has closed is not acknowledged on the next
 * one: the broker delivers it again, and the ledger knows it.
 */
export class Intake {
  readonly #client: MqttClient;
  readonly #waiting: Pending[] = [];
  #bytes = 0;
  #connection = 0;
  #goOn: (() => void) | null = null;
  #arrived: (() => void) | null = null;
  #isStopped = false;
  readonly #subscribed = deferred();

  constructor(broker: BrokerAddress, clientId: string, onState: (connected: boolean) => void) {
    this.#client = mqtt.connect(broker.url, {
      clientId,
      protocolVersion: 5,
      clean: false,
      properties: { sessionExpiryInterval: SESSION_SECONDS, receiveMaximum: RECEIVE_MAXIMUM },
      keepalive: KEEPALIVE_S,
      reconnectPeriod: 500 + Math.floor(Math.random() * 500),
      ...(broker.username === null ? {} : { username: broker.username }),
      ...(broker.password === null ? {} : { password: broker.password }),
    });
    const acknowledging = this.#client as unknown as Acknowledging;
    const send = acknowledging._sendPacket.bind(this.#client);
    acknowledging._sendPacket = (packet, done, ...rest) => {
      if (packet.cmd === 'puback') done?.();
      else send(packet, done, ...rest);
    };
    this.#client.handleMessage = (packet, done) => {
      const connection = this.#connection;
      const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
      this.#waiting.push({
        delivery: {
          topic: packet.topic,
          payload,
          properties: packet.properties?.userProperties ?? {},
          receivedAt: Date.now(),
        },
        acknowledge: () => {
          if (packet.qos !== 1 || packet.messageId === undefined) return;
          if (connection === this.#connection && this.#client.connected) {
            send({ cmd: 'puback', messageId: packet.messageId, reasonCode: 0 });
          }
        },
      });
      this.#bytes += payload.length;
      this.#arrived?.();
      if (this.#waiting.length < MOST_MESSAGES && this.#bytes < MOST_BYTES) done();
      else this.#goOn = () => done();
    };
    this.#client.on('connect', () => {
      this.#client.subscribe([EDGE_FILTER, COMMAND_FILTER], { qos: 1 }, (error) => {
        if (!error) this.#subscribed.resolve();
      });
      onState(true);
    });
    this.#client.on('close', () => {
      this.#connection += 1;
      onState(false);
    });
    // a broker that is away is shown as such by 'close'; mqtt.js goes on trying
    this.#client.on('error', () => {});
  }

  /** Resolves once the broker keeps everything for this session: what is published from then on is not missed. */
  get subscribed(): Promise<void> {
    return this.#subscribed.promise;
  }

  /** How many messages have arrived and not been taken. */
  get depth(): number {
    return this.#waiting.length;
  }

  /** Takes everything that has arrived, up to `limit` messages, waiting until there is something or `stop` was called. */
  async take(limit: number): Promise<Pending[]> {
    while (this.#waiting.length === 0 && !this.#isStopped) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
      this.#arrived = null;
      // what arrived in the same read of the socket belongs to the same commit
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    if (this.#isStopped) return [];
    const taken = this.#waiting.splice(0, limit);
    for (const { delivery } of taken) this.#bytes -= delivery.payload.length;
    const goOn = this.#goOn;
    this.#goOn = null;
    goOn?.();
    return taken;
  }

  /** Ends the waiting of `take`; what has arrived and was not taken stays unacknowledged. */
  stop(): void {
    this.#isStopped = true;
    this.#arrived?.();
  }

  /** Leaves the broker; the session stays, and with it what is not acknowledged. */
  close(): Promise<void> {
    return this.#client.endAsync(false).then(
      () => {},
      () => {},
    );
  }
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
