import { parseArgs } from 'node:util';
import { parseSettings } from '../../domain/settings.ts';
import { Ledger } from '../ledger/ledger.ts';
import { type SlipFault, type VerifiedYard, verifyYard, yardsWithSlips } from './verify.ts';

const HEADINGS = ['yard', 'slips', 'versions', 'crossed out', 'first', 'last', 'end of chain', 'faults'];

/**
 * `npm run verify -- [--yard X] [--data DIR]`: walks the chain of a yard's slips, or of all, beside a running collector;
 * prints a line for every yard and one for every fault.
 * @returns the exit code: 1 when there is a fault
 * @throws DomainError for a wrong setting, Error for wrong arguments, no ledger and no such yard
 */
export function runVerify(args: readonly string[], env: NodeJS.ProcessEnv, show: (text: string) => void): 0 | 1 {
  const options = { yard: { type: 'string' }, data: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const ledger = Ledger.toRead(values.data ?? parseSettings(env).dataDir);
  try {
    if (values.yard !== undefined && ledger.first('SELECT 1 FROM yard WHERE yard = ?', values.yard) === null)
      throw new Error(`the ledger has no yard ${values.yard}`);
    const yards = (values.yard === undefined ? yardsWithSlips(ledger) : [values.yard]).map((yard) =>
      verifyYard(ledger, yard),
    );
    show(`${table([HEADINGS, ...yards.map(lineOf)])}\n`);
    for (const { yard, faults } of yards) for (const fault of faults) show(`${faultLine(yard, fault)}\n`);
    const found = yards.reduce((sum, { faults }) => sum + faults.length, 0);
    const versions = yards.reduce((sum, one) => sum + one.versions, 0);
    show(`${versions} versions of slips walked, ${found} ${found === 1 ? 'fault' : 'faults'}\n`);
    return found > 0 ? 1 : 0;
  } finally {
    ledger.close();
  }
}

function lineOf({ yard, slips, versions, cancelled, first, last, end, faults }: VerifiedYard): string[] {
  const counts = [slips, versions, cancelled].map(String);
  return [yard, ...counts, first ?? '-', last ?? '-', end || '-', String(faults.length)];
}

function faultLine(yard: string, { seq, number, version, code }: SlipFault): string {
  return `${yard}: ${code} at ${number} version ${version}, ${seq === null ? 'whose row is gone' : `row ${seq}`}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
