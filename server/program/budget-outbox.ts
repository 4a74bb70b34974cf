import type { Logger } from 'pino';
import { kstDayStart } from '../../domain/kst-time.ts';
import { type EpochMs, SECOND_MS } from '../../domain/units.ts';
import type { BudgetCommand } from '../../domain/wire/edge-messages.ts';
import { commandTopic } from '../../domain/wire/mqtt-topics.ts';
import type { Project } from '../../domain/wire/programme-api.ts';
import type { Ledger } from '../stores/ledger.ts';
import type { YardStore } from '../stores/yards.ts';
import type { BudgetStore, WrittenEntry } from './budget-store.ts';

const LOOK_EVERY_MS = 2 * SECOND_MS;
/** What was told and is not booked is told again after this long: the collector books an entry once. */
const TELL_AGAIN_MS = 30 * SECOND_MS;
const AT_ONCE = 20_000;

interface Parts {
  readonly budget: Pick<BudgetStore, 'unbooked' | 'markBooked'>;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly yards: Pick<YardStore, 'find'>;
  readonly projectOf: (project: string) => Project | null;
  /** publishes a command to the collector and waits until the broker has it */
  readonly publish: (topic: string, body: unknown) => Promise<void>;
  readonly isBrokerConnected: () => boolean;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * Carries budget entries to the collector, the one writer of the ledger: an entry is told as a command in its author's
 * name until the ledger shows its row. A command is booked in a yard, so those of a project whose first yard was never
 * heard wait for it.
 */
export class BudgetOutbox {
  readonly #parts: Parts;
  /** when an entry was last told, by its id */
  readonly #toldAt = new Map<string, EpochMs>();
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS);
  }

  /** Looks at what is not booked, after what is in hand. */
  wake(now: EpochMs = Date.now()): void {
    this.#working = this.#working.then(() => this.#work(now));
  }

  /** Resolves when nothing is in hand. */
  idle(): Promise<void> {
    return this.#working;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#working;
  }

  async #work(now: EpochMs): Promise<void> {
    const { budget, isBrokerConnected, logger } = this.#parts;
    if (this.#isStopped) return;
    try {
      const waiting = budget.unbooked(AT_ONCE);
      const booked = this.#booked(waiting);
      if (booked.length > 0) budget.markBooked(booked, now);
      for (const entry of booked) this.#toldAt.delete(entry);
      for (const entry of waiting) {
        if (this.#isStopped || !isBrokerConnected()) return;
        const toldAt = this.#toldAt.get(entry.id) ?? Number.NEGATIVE_INFINITY;
        if (!booked.includes(entry.id) && now - toldAt >= TELL_AGAIN_MS) await this.#tell(entry, now);
      }
    } catch (err) {
      // the entries are on disk: they are looked at again
      logger.warn({ err }, 'budget entries could not be told to the collector; trying again');
    }
  }

  #booked(waiting: readonly WrittenEntry[]): string[] {
    const projects = JSON.stringify([...new Set(waiting.map(({ project }) => project))]);
    const sql = 'SELECT entry FROM budget_row WHERE project IN (SELECT value FROM json_each(?))';
    const rows = this.#parts.ledger.read((database) => database.rows<{ entry: string }>(sql, projects), []);
    const known = new Set(rows.map(({ entry }) => entry));
    return waiting.map(({ id }) => id).filter((id) => known.has(id));
  }

  async #tell(entry: WrittenEntry, now: EpochMs): Promise<void> {
    const { projectOf, yards, publish } = this.#parts;
    const project = projectOf(entry.project);
    const yard = project && yards.find(project.fields.yards[0] ?? '');
    const on = kstDayStart(entry.day);
    if (!yard || on === null) return;
    const { id, at, by, project: of, funder, line, stage, amount } = entry;
    const command: BudgetCommand = { id, at, by, project: of, funder, line, stage, on, amountKrw: amount };
    await publish(commandTopic(yard.tenant, yard.id, 'budget'), command);
    this.#toldAt.set(id, now);
  }
}
