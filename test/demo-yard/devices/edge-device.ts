import mqtt, { type IClientPublishOptions, type MqttClient } from 'mqtt';
import { Check } from 'typebox/value';
import type { EpochMs } from '../../../domain/units.ts';
import { ReceiptMessage } from '../../../domain/wire/edge-messages.ts';
import { type DeviceAddress, type EdgeKind, edgeTopic } from '../../../domain/wire/mqtt-topics.ts';
import type { Clock } from '../clock.ts';
import type { PhotoSource } from '../photos/photo-source.ts';
import type { PlannedEvent } from '../plan/day-events.ts';
import type { DemoDevice } from '../yards.ts';
import { answerCommand, type CommandAnswer, holdAfter } from './answer-command.ts';
import { type Dialect, encodeEvent, eventId, json, writeTime } from './encode.ts';
import { Outbox } from './outbox.ts';

export interface Broker {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
}

export interface EdgeDeviceOptions {
  readonly broker: Broker;
  readonly address: DeviceAddress;
  readonly device: DemoDevice;
  readonly dialect: Dialect;
  readonly photos: PhotoSource;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** how long it waits for a receipt before it sends again; the contract's 30 s when left out */
  readonly resendAfterMs?: number;
}

/** Answers that are remembered: a command that comes again is answered again and not carried out again. */
const ANSWERS_KEPT = 200;

/** One device with its own connection, last will, state and outbox, as the edge contract describes it. */
export class EdgeDevice {
  readonly #options: EdgeDeviceOptions;
  readonly #outbox: Outbox<PlannedEvent>;
  readonly #answers = new Map<string, CommandAnswer>();
  /** lifts that a held crane has not reported yet, in order */
  #heldBack: (() => void)[] = [];
  /** in the device's time; null: nothing holds it */
  #heldSince: EpochMs | null = null;
  #client: MqttClient | null = null;
  /** When the last receipt came, on this machine's clock. */
  receiptAt = 0;

  constructor(options: EdgeDeviceOptions) {
    this.#options = options;
    this.#outbox = new Outbox((event) => this.#publishEvent(event), options.resendAfterMs);
  }

  /** How many events wait for their receipt. */
  get unreceipted(): number {
    return this.#outbox.size;
  }

  /** Connects for good; resolves once the device has said that it is online. */
  connect(): Promise<void> {
    if (this.#client) return Promise.resolve();
    const { broker, address, device, log } = this.#options;
    const client = mqtt.connect(broker.url, {
      clientId: `demo-${address.tenant}-${address.yard}-${address.area}-${address.device}`,
      protocolVersion: device.mqtt,
      clean: true,
      keepalive: 20,
      reconnectPeriod: 1_000,
      resubscribe: false,
      ...(broker.username === null ? {} : { username: broker.username }),
      ...(broker.password === null ? {} : { password: broker.password }),
      will: { topic: this.#topic('state'), payload: this.#state(false), qos: 1, retain: true },
    });
    this.#client = client;
    client.on('message', (topic, payload) => this.#receive(topic, payload));
    client.on('error', (error) => log(`${address.yard} ${device.key}: ${error.message}`));
    return new Promise((resolve) => {
      client.on('connect', () => {
        this.#greet(client).then(
          () => resolve(),
          // the connection broke again; the next one greets anew
          () => undefined,
        );
      });
    });
  }

  /** True while a command holds the crane. */
  get isHeld(): boolean {
    return this.#heldSince !== null;
  }

  /**
   * Records an event and sends it until its receipt comes; resolves when the broker has it. A held crane reports its
   * lifts once it is let go, with the times that they were planned for: the same event must stay the same.
   */
  async record(event: PlannedEvent): Promise<void> {
    if (event.kind === 'lift' && this.#heldSince !== null && event.at >= this.#heldSince) {
      await new Promise<void>((release) => this.#heldBack.push(release));
    }
    return this.#outbox.put(eventId(event, this.#options.photos), event);
  }

  /** Shows a reading that nobody records; lost when the device is offline. */
  show(kind: EdgeKind, body: object): void {
    const client = this.#client;
    if (!client?.connected) return;
    const at = writeTime(this.#options.clock.now(), this.#options.dialect);
    client.publish(this.#topic(kind), json({ at, ...body }), { qos: 0 });
  }

  /** Breaks the connection without a farewell, so that the broker sends the last will. */
  cut(): void {
    this.#outbox.suspend();
    this.#client?.end(true);
    this.#client = null;
  }

  /** Says that the device goes offline, and disconnects. */
  async stop(): Promise<void> {
    const client = this.#client;
    this.#outbox.close();
    this.#client = null;
    if (!client?.connected) {
      client?.end(true);
      return;
    }
    await client.publishAsync(this.#topic('state'), this.#state(false), { qos: 1, retain: true });
    await client.endAsync();
  }

  async #greet(client: MqttClient): Promise<void> {
    await client.subscribeAsync([this.#topic('receipt'), this.#topic('cmd')], { qos: 1 });
    await client.publishAsync(this.#topic('state'), this.#state(true), { qos: 1, retain: true });
    if (this.#client === client) this.#outbox.resume();
  }

  async #publishEvent(event: PlannedEvent): Promise<void> {
    const { dialect, photos, log, address } = this.#options;
    const { payload, userProperties } = await encodeEvent(event, dialect, photos).catch((error: Error) => {
      log(`${address.yard} ${event.device}: ${error.message}`);
      throw error;
    });
    const options: IClientPublishOptions = { qos: 1, ...(userProperties ? { properties: { userProperties } } : {}) };
    await this.#client?.publishAsync(this.#topic(event.kind), payload, options);
  }

  #receive(topic: string, payload: Buffer): void {
    const message = readJson(payload);
    if (topic === this.#topic('receipt')) {
      if (!Check(ReceiptMessage, message)) return;
      this.receiptAt = Date.now();
      this.#outbox.receive([...message.ids, ...(message.rejected ?? []).map(({ id }) => id)]);
      return;
    }
    const answer = this.#answer(message);
    if (!answer) return;
    const at = writeTime(this.#options.clock.now(), this.#options.dialect);
    this.#client?.publish(this.#topic('ack'), json({ at, ...answer }), { qos: 1 });
  }

  #answer(message: unknown): CommandAnswer | null {
    const { clock, device } = this.#options;
    const now = clock.now();
    const answer = answerCommand(message, now, device.key.includes('crane'));
    if (!answer) return null;
    const known = this.#answers.get(answer.id);
    if (known) return known;
    this.#answers.set(answer.id, answer);
    for (const oldest of this.#answers.keys()) if (this.#answers.size > ANSWERS_KEPT) this.#answers.delete(oldest);
    const isHeld = holdAfter(message, answer);
    if (isHeld === true) this.#heldSince ??= now;
    if (isHeld === false) this.#letGo();
    return answer;
  }

  #letGo(): void {
    this.#heldSince = null;
    for (const release of this.#heldBack.splice(0)) release();
  }

  #topic(kind: EdgeKind | 'receipt' | 'cmd'): string {
    return edgeTopic(this.#options.address, kind);
  }

  #state(online: boolean): Buffer {
    const { device, clock, dialect } = this.#options;
    const at = writeTime(clock.now(), dialect);
    return json({ online, at, model: device.model, firmware: device.firmware });
  }
}

function readJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    // a device can do nothing about a broken message but go on
    return null;
  }
}
