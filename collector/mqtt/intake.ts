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
const RECEIVE_MAXIMUM = MOST_MESSAGES;
/** the fixed header of a PUBACK and its remaining length, in the upper half of its four bytes */
const PUBACK = 0x4002_0000;
const NO_PROPERTIES = Object.freeze({});
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

/** How long reading on may delay what has already arrived. */
const READ_ON_MS = 200;

/** How long `arrival` may wait for more than one message; what has arrived by then is handed over. */
export interface Patience {
  readonly messages: number;
  readonly ms: number;
}

/**
 * Reads everything devices publish over one durable session. mqtt.js acknowledges a message as soon as its handler is
 * done with it and hands over the next only then; to commit in groups, its PUBACKs are withheld here, and each is sent
 * when its message is on disk (invariant 1). A message of a connection that has closed is not acknowledged on the next
 * one: the broker delivers it again, and the ledger knows it. PUBACKs of one group leave in one write.
 */
export class Intake {
  readonly #client: MqttClient;
  #waiting: Pending[] = [];
  #bytes = 0;
  /** message ids of this connection whose PUBACK leaves with the next write */
  #acknowledged: number[] = [];
  /** how many messages `arrival` waits for */
  #wanted = 1;
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
      const { messageId } = packet;
      this.#waiting.push({
        delivery: {
          topic: packet.topic,
          payload,
          properties: packet.properties?.userProperties ?? NO_PROPERTIES,
          receivedAt: Date.now(),
        },
        acknowledge: () => {
          if (packet.qos === 1 && messageId !== undefined && connection === this.#connection) {
            this.#acknowledge(messageId);
          }
        },
      });
      this.#bytes += payload.length;
      const isFull = this.#waiting.length >= MOST_MESSAGES || this.#bytes >= MOST_BYTES;
      if (isFull || this.#waiting.length >= this.#wanted) this.#arrived?.();
      // a client that is leaving reads on, or it would never see its connection end
      if (!isFull || this.#isStopped) done();
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
      this.#acknowledged = [];
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

  /**
   * Waits until something has arrived, or as much as `patience` asks for within its time, or `stop` was called. Then
   * reads on while the connection has more at hand: what is there already belongs to the same commit.
   */
  async arrival(patience: Patience = { messages: 1, ms: 0 }): Promise<void> {
    this.#wanted = Math.min(patience.messages, MOST_MESSAGES);
    if (this.#waiting.length < this.#wanted && !this.#isStopped && !this.#goOn) {
      await new Promise<void>((resolve) => {
        const timer = patience.ms > 0 ? setTimeout(resolve, patience.ms) : null;
        this.#arrived = () => {
          if (timer) clearTimeout(timer);
          resolve();
        };
      });
      this.#arrived = null;
    }
    const since = performance.now();
    let before = -1;
    while (this.#waiting.length > before && !this.#goOn && !this.#isStopped && performance.now() - since < READ_ON_MS) {
      before = this.#waiting.length;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  /** Takes what has arrived, up to `limit` messages, waiting until there is something or `stop` was called. */
  async take(limit: number): Promise<Pending[]> {
    await this.arrival();
    return this.takeNow(limit);
  }

  /** Takes what has arrived, up to `limit` messages; nothing once `stop` was called. */
  takeNow(limit: number): Pending[] {
    if (this.#isStopped) return [];
    const taken = this.#waiting.slice(0, limit);
    this.#waiting = this.#waiting.slice(limit);
    for (const { delivery } of taken) this.#bytes -= delivery.payload.length;
    this.#readOn();
    return taken;
  }

  /** Ends the waiting of `take`; what has arrived and was not taken stays unacknowledged. */
  stop(): void {
    this.#isStopped = true;
    this.#arrived?.();
    this.#readOn();
  }

  #readOn(): void {
    const goOn = this.#goOn;
    this.#goOn = null;
    goOn?.();
  }

  #acknowledge(messageId: number): void {
    this.#acknowledged.push(messageId);
    if (this.#acknowledged.length === 1) queueMicrotask(() => this.#sendAcknowledgements());
  }

  /** PUBACKs as MQTT 5, 3.4.2.1 lets them be: four bytes, without a reason code where there is nothing to tell. */
  #sendAcknowledgements(): void {
    const ids = this.#acknowledged;
    this.#acknowledged = [];
    if (!this.#client.connected) return;
    const packets = Buffer.allocUnsafe(ids.length * 4);
    for (const [index, id] of ids.entries()) packets.writeUInt32BE(PUBACK | id, index * 4);
    this.#client.stream.write(packets);
  }

  /** Leaves the broker; the session stays, and with it what is not acknowledged. */
  close(): Promise<void> {
    // without a connection there is nothing to say goodbye to, and mqtt.js would wait for one
    return this.#client.endAsync(!this.#client.connected).then(
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
