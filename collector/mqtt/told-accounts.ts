import { randomUUID } from 'node:crypto';
import mqtt from 'mqtt';
import { SECOND_MS } from '../../domain/units.ts';
import { COLLECTOR_STATUS_TOPIC, factTopic, parseFactTopic } from '../../domain/wire/mqtt-topics.ts';
import type { BrokerAddress } from './intake.ts';

/** What the collector told of a yard last, as far as the broker knows. */
export interface ToldAccount {
  /** number of the fact */
  readonly seq: number;
  readonly received: number;
}

/** A broker that lets nobody write there sends no echo; what it retains has come by then. */
const ANSWERED_WITHIN_MS = 2 * SECOND_MS;

/** The embedded broker reads what it retains from its disk, beside what is published meanwhile: so long nothing comes. */
const QUIET_MS = 400;

/**
 * Asks the broker for the account that it retains of every yard. Resolves once it has answered, however long it is
 * away before; null when `signal` ends the waiting.
 */
export async function toldAccounts(
  broker: BrokerAddress,
  signal: AbortSignal,
): Promise<Map<string, ToldAccount> | null> {
  const client = mqtt.connect(broker.url, {
    protocolVersion: 5,
    clean: true,
    reconnectPeriod: 500 + Math.floor(Math.random() * 500),
    ...(broker.username === null ? {} : { username: broker.username }),
    ...(broker.password === null ? {} : { password: broker.password }),
  });
  const told = new Map<string, ToldAccount>();
  let quiet: NodeJS.Timeout | null = null;
  // it comes back through the broker after the subscription; what is retained may still come behind it
  const echo = `${COLLECTOR_STATUS_TOPIC}/asked/${randomUUID()}`;
  try {
    return await new Promise((resolve) => {
      const giveUp = () => resolve(null);
      if (signal.aborted) return giveUp();
      signal.addEventListener('abort', giveUp, { once: true });
      client.on('message', (topic, payload) => {
        if (topic === echo || quiet !== null) {
          clearTimeout(quiet ?? undefined);
          quiet = setTimeout(() => resolve(told), QUIET_MS);
        }
        const fact = parseFactTopic(topic);
        const account = fact && accountIn(payload);
        if (fact && account) told.set(fact.yard, account);
      });
      client.on('connect', () => {
        client.subscribe([factTopic('+', '+', 'account'), echo], { qos: 1 }, (error) => {
          if (error) return;
          client.publish(echo, 'asked', { qos: 1 }, () => {});
          setTimeout(() => resolve(told), ANSWERED_WITHIN_MS).unref();
        });
      });
      // a broker that is away is asked again by mqtt.js
      client.on('error', () => {});
    });
  } finally {
    clearTimeout(quiet ?? undefined);
    client.end(true);
  }
}

function accountIn(payload: Buffer): ToldAccount | null {
  try {
    const { seq, received } = JSON.parse(payload.toString('utf8')) as Partial<ToldAccount>;
    return Number.isSafeInteger(seq) && Number.isSafeInteger(received)
      ? { seq: seq as number, received: received as number }
      : null;
  } catch {
    // somebody else's retained message says nothing of this ledger
    return null;
  }
}
