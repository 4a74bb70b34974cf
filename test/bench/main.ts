import { existsSync } from 'node:fs';
import { benchExports } from './exports.ts';
import { type Figure, printFigures } from './figures.ts';
import { benchGrading } from './grading.ts';
import { benchHistory } from './history.ts';
import { benchIntake } from './intake.ts';
import { benchLedger } from './ledger.ts';
import { benchOpening } from './opening.ts';
import { benchPhotos } from './photos.ts';
import { benchProjection } from './projection.ts';
import { benchScreen } from './screen.ts';

/** `npm run bench [name ...]`: every figure, or those named; each beside the raw library of the same run. */
const BENCHES: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = {
  ledger: benchLedger,
  intake: benchIntake,
  screen: benchScreen,
  grading: benchGrading,
  history: benchHistory,
  projection: benchProjection,
  exports: benchExports,
  opening: benchOpening,
  photos: benchPhotos,
};

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !(name in BENCHES));
  if (unknown.length > 0)
    throw new Error(`no such bench: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  const wanted = named.length > 0 ? named : Object.keys(BENCHES);
  const needBuild = ['screen', 'opening', 'photos'];
  if (wanted.some((name) => needBuild.includes(name)) && !existsSync('build/start.js'))
    throw new Error('npm run build comes first');
  const figures: Figure[] = [];
  for (const name of wanted) {
    const begun = performance.now();
    figures.push(...((await BENCHES[name]?.()) ?? []));
    console.error(`${name}: ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  }
  printFigures(figures);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
