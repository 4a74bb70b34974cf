import { refusalOfDispute } from '../disputes/disputes.ts';
import { isCommandIn } from '../ledger/commands.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { namesLetter } from '../ledger/retries.ts';
import { refusalOfStockCount } from '../ledger/stock.ts';
import type { EventMessage } from '../messages.ts';

/**
 * Why a command of the office cannot be booked (`COMMAND_INVALID`), in words for the dead letter; null when it can. A
 * repeat of one that is booked is no new wish: it is for the ledger to see that it says the same.
 */
export function refusalOfCommand(ledger: Ledger, message: EventMessage): string | null {
  const { kind, body, address } = message;
  if (kind === 'retry') return namesLetter(ledger, body) ? null : 'no such dead letter';
  if (kind === 'release') {
    const { command } = JSON.parse(body) as { command: string };
    return isCommandIn(ledger, command, address.yard) ? null : 'no such command';
  }
  if (kind === 'stock-count') return refusalOfStockCount(message);
  if (kind !== 'slip' && kind !== 'slip-cancellation' && kind !== 'dispute') return null;
  if (isBooked(ledger, message)) return null;
  if (kind === 'dispute') return refusalOfDispute(ledger, message);
  return refusalOfSlip(ledger, message);
}

/** Only a closed visit has weights to tell, and only a slip that was issued can be crossed out. */
function refusalOfSlip(ledger: Ledger, { kind, visit, address }: EventMessage): string | null {
  const closed = "SELECT id FROM visit WHERE id = ? AND yard = ? AND status = 'closed'";
  const issued = 'SELECT visit FROM slip WHERE visit = ? AND yard = ?';
  if (ledger.first(kind === 'slip' ? closed : issued, visit, address.yard) !== null) return null;
  return kind === 'slip' ? 'no such closed visit' : 'the visit has no slip';
}

function isBooked(ledger: Ledger, { address, id }: EventMessage): boolean {
  const sql = 'SELECT seq FROM event WHERE yard = ? AND area = ? AND device = ? AND id = ?';
  return ledger.first(sql, address.yard, address.area, address.device, id) !== null;
}
