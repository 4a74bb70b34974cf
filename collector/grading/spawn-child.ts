import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Start the grading child: from source (.ts, through tsx) when this file runs from source, else from the build (.js). */
export function spawnGradingChild(modelDir: string): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = fileURLToPath(new URL(isSource ? './grading-child.ts' : './grading-child.js', import.meta.url));
  // resolved from here, because `--import tsx` alone would be looked up from the working directory
  const tsx = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(entry, [modelDir], {
    execArgv: isSource ? ['--import', tsx()] : [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}
