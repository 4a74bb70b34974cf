import { monitorEventLoopDelay } from 'node:perf_hooks';
import { formatKst } from '../domain/kst-time.ts';
import { type EpochMs, SECOND_MS } from '../domain/units.ts';
import type { CollectorNumbers, ProjectionHealth } from '../domain/wire/http-api.ts';
import type { Ledger } from './ledger/ledger.ts';
import { outboxBacklog } from './ledger/outbox.ts';

/** The latest commits that the percentiles speak of. */
const COMMITS = 500;
/** How often the event loop's delay is sampled; a sample is this long when nothing delays it. */
const SAMPLE_MS = 20;

interface Parts {
  readonly ledger: Ledger;
  readonly version: string;
  /** what keeps batches off the disk; `null`: nothing */
  readonly trouble: () => string | null;
  /** `null`: nothing is projected */
  readonly projection: () => ProjectionHealth | null;
  readonly now?: () => EpochMs;
}

/** What the collector tells of its own work, for the system page and for metrics. */
export class Numbers {
  readonly #parts: Parts;
  readonly #now: () => EpochMs;
  readonly #startedAt: EpochMs;
  readonly #delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  readonly #commits: number[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.#startedAt = this.#now();
    this.#delay.enable();
  }

  /** Notes a commit and how long its oldest message had waited for it. */
  committed(latencyMs: number): void {
    this.#commits.push(Math.max(0, latencyMs));
    if (this.#commits.length > COMMITS) this.#commits.shift();
  }

  /** The numbers as of now; the loop's lag is the worst of what was sampled since the call before. */
  read(): CollectorNumbers {
    const { ledger, version, trouble, projection } = this.#parts;
    const sorted = this.#commits.toSorted((a, b) => a - b);
    const loopLagMs = Math.max(0, this.#delay.max / 1e6 - SAMPLE_MS);
    this.#delay.reset();
    const outbox = outboxBacklog(ledger);
    return {
      version,
      uptimeS: Math.round((this.#now() - this.#startedAt) / SECOND_MS),
      outbox: outbox.depth,
      outboxOldestAt: outbox.oldestAt,
      ...spoolOf(ledger),
      commitP50Ms: percentile(sorted, 0.5),
      commitP95Ms: percentile(sorted, 0.95),
      loopLagMs: Math.round(loopLagMs * 10) / 10,
      rssMb: Math.round(process.memoryUsage.rss() / 1e5) / 10,
      trouble: trouble(),
      projection: projection(),
    };
  }

  stop(): void {
    this.#delay.disable();
  }
}

/** The nearest rank; `null` of nothing. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function spoolOf(ledger: Ledger): Pick<CollectorNumbers, 'spooled' | 'spooledOldestAt'> {
  const sum = ledger.first<{ messages: number; oldest: number | null }>(
    'SELECT coalesce(sum(messages), 0) AS messages, min(received_at) AS oldest FROM intake_group',
  );
  return { spooled: sum?.messages ?? 0, spooledOldestAt: sum?.oldest == null ? null : formatKst(sum.oldest) };
}
