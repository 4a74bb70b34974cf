import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { SECOND_MS } from '../domain/units.ts';
import type { Ledger } from './ledger/ledger.ts';
import { findLostRows } from './ledger/lost-rows.ts';
import type { Salvage } from './ledger/salvage.ts';
import type { BrokerAddress } from './mqtt/intake.ts';
import { type ToldAccount, toldAccounts } from './mqtt/told-accounts.ts';

const TRY_AGAIN_MS = SECOND_MS;

interface Loss {
  /** resolves when the broker has said what was told before, or the collector stops */
  readonly known: Promise<void>;
  /** what was lost at most, for people; null: nothing */
  readonly trouble: () => string | null;
  readonly stop: () => void;
}

/**
 * Says what a ledger that was damaged, or whose end is torn, has lost at most: rows that cannot be read any more, and
 * messages that the collector had told of and that are gone. Devices without a receipt send the rest again.
 */
export function lookForLoss(parts: {
  readonly ledger: Ledger;
  readonly broker: BrokerAddress;
  readonly salvaged: Salvage | null;
  readonly log: Pick<Logger, 'fatal'>;
}): Loss {
  const { ledger, broker, salvaged, log } = parts;
  const troubles: string[] = [];
  if (salvaged) {
    troubles.push(
      `the ledger was damaged (${salvaged.damage}): ${salvaged.rows} rows go on, about ${salvaged.unreadable} cannot be read; the old file is ${salvaged.keptAside}`,
    );
  }
  const stopping = new AbortController();
  const compare = (told: ReadonlyMap<string, ToldAccount>) => {
    for (const { yard, facts, messages } of findLostRows(ledger, told, Date.now())) {
      const words = `the ledger of ${yard} has lost its end: at most ${messages} messages that had been told of (${facts} facts), and those of the second after`;
      troubles.push(words);
      log.fatal({ yard, facts, messages }, words);
    }
  };
  const known = (async () => {
    const told = await toldAccounts(broker, stopping.signal);
    while (told && !stopping.signal.aborted) {
      try {
        return compare(told);
      } catch (error) {
        // a disk that is full or busy now is tried again: until this is known no fact can be numbered
        log.fatal({ error: String(error) }, 'the ledger cannot be compared with what was told of it; trying again');
        await sleep(TRY_AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  })();
  return { known, trouble: () => troubles.join('; ') || null, stop: () => stopping.abort() };
}
