import { parseArgs } from 'node:util';
import { type Balance, balanceOf, type VisitKilograms } from './balance.ts';
import { play, SCENARIOS, SHORT, WHOLE } from './scenarios.ts';

/** `npm run faults -- [--seed N] [--only words] [--short]`: the whole programme, with a table and an exit code. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, only: { type: 'string' }, short: { type: 'boolean', default: false } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const extent = values.short ? SHORT : WHOLE;
  const only = values.only;
  console.log(`faults by seed ${seed}`);
  console.log(line('fault', ['faults', 'sent', 'written', 'pending', 'rejected', 'lost', 'doubled', 'kilograms', 's']));
  let reference: ReadonlyMap<string, VisitKilograms> | null = null;
  let isBad = false;
  for (const scenario of SCENARIOS) {
    if (only !== undefined && !scenario.name.includes(only) && scenario.name !== 'nothing happens') continue;
    const hindrance = scenario.hindrance?.() ?? null;
    if (hindrance !== null) {
      console.log(`${scenario.name}: not run, ${hindrance}`);
      continue;
    }
    const startedAt = Date.now();
    const { world, faults } = await play(scenario, extent, seed);
    const balance = await balanceOf(
      world.dataDir,
      world.influx,
      world.day,
      scenario.hasSameGrades === false ? null : reference,
    ).finally(() => world.close().finally(() => scenario.clean?.()));
    if (scenario.name === 'nothing happens') reference = balance.visits;
    isBad ||= isWrong(balance);
    const { sent, written, pending, rejected, lost, doubled, differences } = balance;
    const figures = [
      faults,
      sent,
      written,
      pending,
      rejected,
      lost,
      doubled,
      differences.length === 0 ? 'equal' : 'DIFFER',
    ];
    console.log(line(scenario.name, [...figures, ((Date.now() - startedAt) / 1_000).toFixed(0)]));
    for (const difference of differences.slice(0, 10)) console.log(`  ${difference}`);
  }
  process.exitCode = isBad ? 1 : 0;
}

/** Nothing lost, nothing doubled, and truth, ledger and InfluxDB equal. */
export function isWrong({ lost, doubled, differences, sent, written, pending, rejected }: Balance): boolean {
  return lost > 0 || doubled > 0 || differences.length > 0 || sent !== written + pending + rejected;
}

function line(name: string, figures: readonly (string | number)[]): string {
  return [name.padEnd(62), ...figures.map((figure) => String(figure).padStart(9))].join(' ');
}

await main();
