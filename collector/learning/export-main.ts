import { parseArgs } from 'node:util';
import { DomainError } from '../../domain/errors.ts';
import { parseSettings } from '../../domain/settings.ts';
import { PhotoStore } from '../frames/photo-store.ts';
import { Ledger } from '../ledger/ledger.ts';
import { exportDataset } from './export.ts';

/** `npm run export-dataset -- --yard Y --out DIR`: a yard's corrected photos as a folder, from DATA_DIR. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { yard: { type: 'string' }, out: { type: 'string' } } });
  const { yard, out } = values;
  if (yard === undefined || out === undefined) throw new Error('which yard, and where to: --yard Y --out DIR');
  const { dataDir } = parseSettings(process.env);
  const photos = new PhotoStore(dataDir);
  const ledger = Ledger.toRead(dataDir);
  try {
    const { photos: written, missing } = await exportDataset(ledger, yard, (sha256) => photos.pathOf(sha256), out);
    const trucks = new Set(written.map(({ visit }) => visit)).size;
    process.stdout.write(`${written.length} photos of ${trucks} trucks in ${out}; ${missing.length} are gone\n`);
  } finally {
    ledger.close();
  }
}

main().catch((error: unknown) => {
  const line =
    error instanceof DomainError ? `${error.params.variable} must be ${error.params.expected}` : String(error);
  process.stderr.write(`export-dataset: ${line}\n`);
  process.exitCode = 1;
});
