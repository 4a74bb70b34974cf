import mqtt, { type MqttClient } from 'mqtt';
import type { CollectorStatus } from '../../domain/wire/facts.ts';
import { COLLECTOR_STATUS_TOPIC, edgeTopic } from '../../domain/wire/mqtt-topics.ts';
import type { Outcome } from '../messages.ts';
import { type BrokerAddress, KEEPALIVE_S } from './intake.ts';

/** mqtt.js slows to a crawl without a bound on what is under way. */
const IN_FLIGHT = 100;
/** Ids in one receipt, so that none grows past what a small device can take. */
const IDS_PER_RECEIPT = 200;

/** What the collector tells the world: facts, receipts and its own state. */
export class Outgoing {
  readonly #client: MqttClient;

  constructor(broker: BrokerAddress, clientId: string) {
    const will: CollectorStatus = { online: false };
    this.#client = mqtt.connect(broker.url, {
      clientId,
      protocolVersion: 5,
      clean: true,
      keepalive: KEEPALIVE_S,
      reconnectPeriod: 500 + Math.floor(Math.random() * 500),
      will: { topic: COLLECTOR_STATUS_TOPIC, payload: Buffer.from(JSON.stringify(will)), qos: 1, retain: true },
      ...(broker.username === null ? {} : { username: broker.username }),
      ...(broker.password === null ? {} : { password: broker.password }),
    });
    // a broker that is away shows in `connected`; mqtt.js goes on trying
    this.#client.on('error', () => {});
  }

  get connected(): boolean {
    return this.#client.connected;
  }

  /** Calls back on every connection. */
  onConnect(listener: () => void): void {
    this.#client.on('connect', listener);
  }

  /** Publishes messages in order with QoS 1; resolves when the broker has acknowledged all, rejects when one failed. */
  async publish(
    messages: readonly { readonly topic: string; readonly payload: string; readonly retain: boolean }[],
  ): Promise<void> {
    for (let from = 0; from < messages.length; from += IN_FLIGHT) {
      await Promise.all(
        messages
          .slice(from, from + IN_FLIGHT)
          .map(({ topic, payload, retain }) => this.#client.publishAsync(topic, payload, { qos: 1, retain })),
      );
    }
  }

  /** Tells every device which of its events are committed or finally refused; a lost receipt costs a repeat, no more. */
  async sendReceipts(lines: readonly Outcome[]): Promise<void> {
    if (!this.connected) return;
    const byDevice = new Map<string, Outcome[]>();
    for (const line of lines) {
      if (!line.address) continue;
      const topic = edgeTopic(line.address, 'receipt');
      byDevice.set(topic, [...(byDevice.get(topic) ?? []), line]);
    }
    const receipts = [...byDevice].flatMap(([topic, all]) =>
      Array.from({ length: Math.ceil(all.length / IDS_PER_RECEIPT) }, (_, index) => ({
        topic,
        retain: false,
        payload: receiptBody(all.slice(index * IDS_PER_RECEIPT, (index + 1) * IDS_PER_RECEIPT)),
      })),
    );
    await this.publish(receipts);
  }

  /** Publishes the collector's state, retained; one that is lost is followed by the next. */
  async sendStatus(status: CollectorStatus): Promise<void> {
    if (!this.connected) return;
    await this.#client
      .publishAsync(COLLECTOR_STATUS_TOPIC, JSON.stringify(status), { qos: 0, retain: true })
      .catch(() => {});
  }

  /** Says goodbye and leaves. */
  async close(): Promise<void> {
    if (this.connected) await this.sendStatus({ online: false });
    await this.#client.endAsync(!this.connected).catch(() => {});
  }
}

function receiptBody(lines: readonly Outcome[]): string {
  const rejected = lines.flatMap(({ id, code }) => (code === null ? [] : [{ id, code }]));
  const ids = lines.flatMap(({ id, code }) => (code === null ? [id] : []));
  return JSON.stringify(rejected.length > 0 ? { ids, rejected } : { ids });
}
