import { parseArgs } from 'node:util';
import { parseSettings } from '../../domain/settings.ts';
import { backUp } from './backup.ts';

/** `npm run backup -- --to DIR`: DATA_DIR as it is now, while everything runs. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  if (values.to === undefined) throw new Error('where to: --to DIR');
  const { dataDir } = parseSettings(process.env);
  const { folder, manifest } = await backUp(dataDir, values.to, Date.now());
  const megabytes = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  process.stdout.write(
    `${folder}: ${manifest.files.length} files, ${megabytes.toFixed(1)} MB, and ${manifest.photos.length} photos\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`backup: ${(error as Error).message}\n`);
  process.exitCode = 1;
});
