import { kstDay, startOfKstDay } from '../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../domain/units.ts';
import type { DeviceAddress } from '../domain/wire/mqtt-topics.ts';
import { accountOf } from './ledger/account.ts';
import { devicesOf } from './ledger/devices.ts';
import type { Ledger } from './ledger/ledger.ts';
import { clearOutbox, outboxRows, postFact } from './ledger/outbox.ts';
import type { Outgoing } from './mqtt/outgoing.ts';

const OUTBOX_BATCH = 500;

/** Posts the facts that sum a yard up, in one transaction: today, its devices, its account. */
export function postYardState(
  ledger: Ledger,
  yards: ReadonlyMap<string, string>,
  pendingOf: (at: DeviceAddress) => number,
  now: EpochMs,
): void {
  if (yards.size === 0) return;
  ledger.transaction(() => {
    for (const [yard, tenant] of yards) {
      const at = { tenant, yard, now };
      postFact(ledger, 'day', at, { day: kstDay(now), ...totalsOfDay(ledger, yard, now) });
      postFact(ledger, 'device', at, { devices: devicesOf(ledger, yard) });
      postFact(ledger, 'account', at, {
        ...accountOf(ledger, yard, pendingOf),
        unassigned: unassignedIn(ledger, yard),
      });
    }
  });
}

function totalsOfDay(ledger: Ledger, yard: string, now: EpochMs) {
  const from = startOfKstDay(now);
  const closed = "yard = ? AND closed_at >= ? AND closed_at < ? AND status = 'closed'";
  const span = [yard, from, from + DAY_MS] as const;
  const sums = ledger.first<{ trucks: number; inbound: number; outbound: number }>(
    `SELECT count(*) AS trucks, coalesce(sum(net) FILTER (WHERE direction = 'inbound'), 0) AS inbound,
       coalesce(sum(net) FILTER (WHERE direction = 'outbound'), 0) AS outbound FROM visit WHERE ${closed}`,
    ...span,
  );
  const grades = ledger.all<{ grade: string; kg: number }>(
    `SELECT g.grade, sum(g.kg) AS kg FROM visit v JOIN visit_grade g ON g.visit = v.id WHERE v.${closed} GROUP BY g.grade`,
    ...span,
  );
  return {
    trucks: sums?.trucks ?? 0,
    inboundKg: sums?.inbound ?? 0,
    outboundKg: sums?.outbound ?? 0,
    grades: Object.fromEntries(grades.map(({ grade, kg }) => [grade, kg])),
  };
}

function unassignedIn(ledger: Ledger, yard: string): { lifts: number; frames: number } {
  const rows = ledger.all<{ kind: string; waiting: number }>(
    "SELECT kind, count(*) AS waiting FROM standing WHERE yard = ? AND visit IS NULL AND role = 'none' GROUP BY kind",
    yard,
  );
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.waiting ?? 0;
  return { lifts: of('lift'), frames: of('frame') };
}

/** Sends the outbox in order, for ever: a row goes only when the broker has acknowledged it. */
export class FactSender {
  readonly #ledger: Ledger;
  readonly #outgoing: Outgoing;
  #isSending = false;
  #isWanted = false;

  constructor(ledger: Ledger, outgoing: Outgoing) {
    this.#ledger = ledger;
    this.#outgoing = outgoing;
  }

  /** Sends what waits, or one batch of it; calls while it sends are folded into one more round. */
  async send(most: 'all' | 'one batch' = 'all'): Promise<void> {
    this.#isWanted = true;
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#isWanted && this.#outgoing.connected) {
        this.#isWanted = false;
        await this.#sendRows(most);
      }
    } catch {
      // the broker went away under it: the rows are still there, and the next connection or commit sends them
    } finally {
      this.#isSending = false;
    }
  }

  async #sendRows(most: 'all' | 'one batch'): Promise<void> {
    for (;;) {
      const rows = outboxRows(this.#ledger, OUTBOX_BATCH);
      const last = rows.at(-1);
      if (!last) return;
      await this.#outgoing.publish(
        rows.map(({ topic, payload, retain }) => ({ topic, payload, retain: retain === 1 })),
      );
      clearOutbox(this.#ledger, last.seq);
      if (most === 'one batch') return;
    }
  }
}
