import { Ledger } from '../../../collector/ledger/ledger.ts';
import { SlipBook } from '../../../collector/slips/slip-book.ts';

/** Issues every slip that is due in the ledger of a data folder, and is killed at its n-th write. */
const [dataDir = '', now = '', dieAt = ''] = process.argv.slice(2);
const ledger = Ledger.in(dataDir);
const slips = new SlipBook(ledger);
const run = ledger.run.bind(ledger);
let left = Number(dieAt);
ledger.run = (sql, ...values) => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  return run(sql, ...values);
};
while (slips.issueDue(Number(now)));
ledger.close();
