import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { kstDay } from '../../domain/kst-time.ts';
import { canonicalJson } from '../../domain/slips/canonical.ts';
import { slipHash } from '../../domain/slips/chain.ts';
import { nextVersion } from '../../domain/slips/next-version.ts';
import { cancelledContent, type SlipIssue, slipContent } from '../../domain/slips/slip-content.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../domain/units.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import type { SlipContent } from '../../domain/wire/slips-api.ts';
import { type YardSettings, yardSettings } from '../../domain/yard-settings.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  type DueSlip,
  endOfChain,
  latestSlip,
  markSlipDue,
  nextNumber,
  type SlipRow,
  settleSlipDue,
  slipsDue,
  writeSlip,
} from '../ledger/slips.ts';
import { hasWaitingPhotos, slipParts } from './slip-parts.ts';

/** Slips issued in one transaction, so that a long history never holds up the line. */
const AT_ONCE = 20;
/**
 * A slip does not wait longer than this for the model to judge its photos: the truck gets its slip (edge contract,
 * visits 8), and a later version tells what the model said.
 */
const PHOTOS_WAIT_MS = 15 * MINUTE_MS;

/** One that could not be issued is tried again after this long. */
const PUT_OFF_MS = HOUR_MS;

/** Who asks for a slip at once. */
export interface Asked {
  readonly by: string;
}

/** The hexadecimal SHA-256 of a text. */
export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Issues slips: the only writer of `slip_row`. Every version is written in one transaction with what it makes of the
 * visit's due slip, so that a crash leaves neither a gap nor a number given twice.
 */
export class SlipBook {
  readonly #ledger: Ledger;
  readonly #settingsOf: (yard: string) => YardSettings;
  #isIssuing = false;

  constructor(ledger: Ledger, settingsOf: (yard: string) => YardSettings = (yard) => yardSettings(null, yard)) {
    this.#ledger = ledger;
    this.#settingsOf = settingsOf;
  }

  /**
   * Issues all that is due and at rest as long as it may, and lets others work in between. While it does, another call
   * does nothing, so that a long history takes no more of the collector than a short one.
   */
  async issueAll(mayGoOn: () => boolean, now: () => EpochMs = Date.now): Promise<void> {
    if (this.#isIssuing) return;
    this.#isIssuing = true;
    try {
      while (mayGoOn() && this.issueDue(now())) await setImmediate();
    } finally {
      this.#isIssuing = false;
    }
  }

  /**
   * Issues what is due and at rest, a few of them in one transaction. One that cannot be issued is put off, so that the
   * others do not wait for it.
   * @returns whether more may be due
   * @throws AggregateError when slips had to be put off; the others are issued by then
   */
  issueDue(now: EpochMs): boolean {
    const due = slipsDue(this.#ledger, now, AT_ONCE);
    if (due.length === 0) return false;
    const issueAll = (visits: readonly DueSlip[]) =>
      this.#ledger.transaction(() => {
        for (const one of visits) this.#issueAtRest(one, now);
      });
    const errors: unknown[] = [];
    try {
      issueAll(due);
    } catch {
      for (const one of due) {
        try {
          issueAll([one]);
        } catch (error) {
          errors.push(error);
          markSlipDue(this.#ledger, one.yard, one.visit, now + PUT_OFF_MS);
        }
      }
    }
    if (errors.length > 0)
      throw new AggregateError(errors, `slips could not be issued: ${errors.map(String).join('; ')}`);
    return due.length === AT_ONCE;
  }

  #issueAtRest({ visit, yard }: DueSlip, now: EpochMs): void {
    if (this.#waitsForPhotos(visit, now)) markSlipDue(this.#ledger, yard, visit, now);
    else this.issue(visit, now);
  }

  /**
   * Brings a visit's slip up to the visit, within the caller's transaction: a first or new version, one that crosses it
   * out, or nothing where it says already what there is to say.
   * @param asked who wants it at once; null: it is issued by itself
   */
  issue(visit: string, now: EpochMs, asked: Asked | null = null): void {
    const latest = latestSlip(this.#ledger, visit);
    const before = latest && (JSON.parse(latest.content) as SlipContent);
    const standing = this.#visitOf(visit);
    const status = standing?.visit.status ?? 'cancelled';
    const by = asked?.by ?? null;
    const issue: SlipIssue = {
      number: latest?.number ?? '',
      version: (latest?.version ?? 0) + 1,
      cites: latest?.sha256 ?? null,
      ...{ issuedAt: now, issuedBy: by, reason: '' },
    };
    const parts =
      standing && status === 'closed'
        ? slipParts(this.#ledger, standing.visit, this.#settingsOf(standing.visit.yard), before)
        : null;
    const next = nextVersion(
      latest && before && { content: before, state: latest.state, by: latest.by },
      parts && slipContent(parts, issue),
      { status, isAsked: asked !== null },
    );
    settleSlipDue(this.#ledger, visit);
    if (next.step === 'cancel' && latest && before) {
      const content = cancelledContent(before, { ...issue, reason: next.reason });
      this.#write(content, latest, latest.visitRow, now);
    }
    if (next.step === 'issue' && parts && standing) {
      const number = latest?.number ?? this.#numberOf(parts.visit, now);
      this.#write(slipContent(parts, { ...issue, number, reason: next.reason }), latest, standing.row, now);
    }
  }

  /**
   * Crosses a visit's slip out in a person's name, within the caller's transaction. One that is crossed out already, or
   * never was issued, stays as it is.
   */
  cancel(visit: string, { by, reason }: { readonly by: string; readonly reason: string }, now: EpochMs): void {
    const latest = latestSlip(this.#ledger, visit);
    if (latest?.state !== 'issued') return;
    const content = cancelledContent(JSON.parse(latest.content) as SlipContent, {
      number: latest.number,
      version: latest.version + 1,
      cites: latest.sha256,
      ...{ issuedAt: now, issuedBy: by, reason },
    });
    this.#write(content, latest, latest.visitRow, now);
  }

  #write(content: SlipContent, latest: SlipRow | null, visitRow: number, now: EpochMs): void {
    const text = canonicalJson(content);
    const previous = endOfChain(this.#ledger, content.yard);
    writeSlip(this.#ledger, {
      ...{ tenant: content.tenant, yard: content.yard, visit: content.visit, number: content.number },
      ...{ version: content.version, state: content.state, cites: latest?.seq ?? null, visitRow },
      ...{ content: text, previous, sha256: slipHash(previous, text, sha256Of) },
      ...{ by: content.issuedBy, reason: content.reason, issuedAt: now },
    });
  }

  /** Of the KST day of the second weighing. */
  #numberOf({ yard, closedAt }: Visit, now: EpochMs): string {
    return nextNumber(this.#ledger, yard, kstDay(closedAt === null ? now : Date.parse(closedAt)));
  }

  #waitsForPhotos(visit: string, now: EpochMs): boolean {
    if (!hasWaitingPhotos(this.#ledger, visit)) return false;
    const row = this.#ledger.first<{ at: number; status: string }>(
      'SELECT r.recorded_at AS at, v.status FROM visit v JOIN visit_row r ON r.seq = v.visit_row WHERE v.id = ?',
      visit,
    );
    return row !== null && row.status === 'closed' && now - row.at < PHOTOS_WAIT_MS;
  }

  /** The visit as it stands and its row; null when re-pairing dissolved it. */
  #visitOf(id: string): { readonly visit: Visit; readonly row: number } | null {
    const row = this.#ledger.first<{ visit_row: number; body: string }>(
      'SELECT visit_row, body FROM visit WHERE id = ?',
      id,
    );
    return row && { visit: JSON.parse(row.body) as Visit, row: row.visit_row };
  }
}
