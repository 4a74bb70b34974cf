import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { startOfKstHour } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../domain/units.ts';
import type { UsageCommand } from '../../domain/wire/edge-messages.ts';
import { commandTopic } from '../../domain/wire/mqtt-topics.ts';
import type { Audit } from '../accounts/audit.ts';
import type { YardStore } from '../stores/yards.ts';

const EVERY_MS = 2 * MINUTE_MS;

interface Parts {
  readonly audit: Pick<Audit, 'sessionsByRole'>;
  readonly yards: Pick<YardStore, 'list'>;
  readonly publish: (topic: string, body: unknown) => Promise<void>;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * Tells the collector how many sessions people of each role began in the last 24 hours, per yard: whenever a count
 * changed, and once an hour. The server alone knows sessions, the collector alone writes the ledger (invariant 7).
 */
export class SessionCounts {
  readonly #parts: Parts;
  /** keyed by yard: what was told last, and for which hour */
  readonly #told = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.tell(Date.now()), EVERY_MS);
  }

  /** Tells what is new; what could not be told is told next time. */
  async tell(now: EpochMs): Promise<void> {
    const { audit, yards, publish, logger } = this.#parts;
    try {
      for (const { id: yard, tenant } of yards.list()) {
        const sessions = audit.sessionsByRole(yard, now - DAY_MS, now);
        const news = JSON.stringify([startOfKstHour(now), sessions]);
        if (this.#told.get(yard) === news) continue;
        const command: UsageCommand = { id: randomUUID(), at: now, sessions };
        await publish(commandTopic(tenant, yard, 'usage'), command);
        this.#told.set(yard, news);
      }
    } catch (err) {
      logger.warn({ err }, 'counts of sessions not told; trying later');
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
