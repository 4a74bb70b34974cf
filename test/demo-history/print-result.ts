import type { HistoryResult } from './history.ts';

/** Prints what a run came to: the months of every yard in plan and ledger, the account, and how long it took. */
export function printResult(result: HistoryResult, elapsedMs: number): void {
  const { trucks, messages, photos, acts, counts, needs, disputes, slips, account, months, differences } = result;
  console.log('\nyard             month    direction   planned kg    ledger kg');
  for (const { yard, month, direction, planned, ledger } of months) {
    const figures = [planned, ledger].map((kg) => kg.toLocaleString('en').padStart(12)).join(' ');
    console.log(
      `${yard.padEnd(16)} ${month}  ${direction.padEnd(9)} ${figures}${planned === ledger ? '' : '   <-- differs'}`,
    );
  }
  for (const line of differences.slice(0, 50)) console.log(`differs: ${line}`);
  const { received, written, pending, rejected, duplicates } = account;
  const isWhole = received === written + pending + rejected;
  console.log(
    [
      '',
      `${trucks} trucks, ${messages} messages, ${photos} photos, ${acts} acts of the office, ${counts} counts, ${needs} needs, ${disputes} disputes in ${(elapsedMs / 60_000).toFixed(1)} min`,
      `received ${received} ${isWhole ? '=' : '<>'} written ${written} + pending ${pending} + rejected ${rejected} (${duplicates} duplicates)`,
      ...(slips ? [`slips: ${slips.issued} issued, ${slips.wanted} trucks were not turned back`] : []),
      differences.length === 0 ? 'every day of every yard: ledger = plan' : `${differences.length} days differ`,
    ].join('\n'),
  );
}
