import { parseArgs } from 'node:util';
import { parseSettings } from '../../domain/settings.ts';
import { restore } from './restore.ts';

/** `npm run restore -- --from DIR/2026-11-22T03-00-00`: a backup into DATA_DIR, which must be empty. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  if (values.from === undefined) throw new Error('which backup: --from DIR/2026-11-22T03-00-00');
  const { dataDir } = parseSettings(process.env);
  const { manifest, missingPhotos } = await restore(values.from, dataDir);
  const photos = manifest.photos.length - missingPhotos.length;
  process.stdout.write(
    `${dataDir} is as it was at ${manifest.madeAt}: ${manifest.files.length} files, ${photos} photos\n`,
  );
  if (missingPhotos.length > 0) {
    process.stdout.write(`${missingPhotos.length} photos are no more in the backup; their rows stay\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`restore: ${(error as Error).message}\n`);
  process.exitCode = 1;
});
