import { connect, type MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import { DomainError } from '../../domain/errors.ts';
import { COLLECTOR_STATUS_TOPIC, FACT_FILTER, LOAD_FILTER } from '../../domain/wire/mqtt-topics.ts';

const PUBLISH_TIMEOUT_MS = 5_000;
const RECONNECT_MS = 1_000;

export interface BrokerLinkOptions {
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  /** 5 unless the broker knows only 3.1.1 */
  readonly protocolVersion?: 4 | 5;
  readonly logger: Logger;
}

export type HeardMessage = (topic: string, payload: Buffer, isRetained: boolean) => void;

/** The server's line to the broker: it hears facts, scales and the collector, and sends commands. */
export class BrokerLink {
  readonly #client: MqttClient;

  constructor({ url, username, password, protocolVersion = 5, logger }: BrokerLinkOptions, heard: HeardMessage) {
    this.#client = connect(url, {
      protocolVersion,
      clean: true,
      reconnectPeriod: RECONNECT_MS,
      resubscribe: false,
      ...(username === null ? {} : { username }),
      ...(password === null ? {} : { password }),
    });
    this.#client.on('connect', () => {
      logger.info('connected to the broker');
      this.#client.subscribe({
        [FACT_FILTER]: { qos: 1 },
        [COLLECTOR_STATUS_TOPIC]: { qos: 1 },
        [LOAD_FILTER]: { qos: 0 },
      });
    });
    this.#client.on('message', (topic, payload, packet) => heard(topic, payload, packet.retain));
    // said once per outage: the client tries again every second
    let isFailing = false;
    this.#client.on('error', (error) => {
      if (!isFailing) logger.warn({ err: error }, 'broker line failed');
      isFailing = true;
    });
    this.#client.on('connect', () => {
      isFailing = false;
    });
  }

  get isConnected(): boolean {
    return this.#client.connected;
  }

  /**
   * Publishes with QoS 1 and waits for the broker's acknowledgement.
   * @throws DomainError `COLLECTOR_AWAY` when the broker is away or does not answer within 5 s
   */
  async publish(topic: string, body: unknown): Promise<void> {
    if (!this.#client.connected) throw new DomainError('COLLECTOR_AWAY');
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new DomainError('COLLECTOR_AWAY')), PUBLISH_TIMEOUT_MS);
    });
    const sent = this.#client.publishAsync(topic, JSON.stringify(body), { qos: 1 });
    try {
      await Promise.race([sent, tooLate]);
    } catch (cause) {
      throw cause instanceof DomainError ? cause : new DomainError('COLLECTOR_AWAY', {}, { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    await this.#client.endAsync(true);
  }
}
