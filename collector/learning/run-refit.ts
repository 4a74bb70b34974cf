import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RefitAnswer, RefitTask } from './refit-task.ts';

/** Longer than any refit takes: a process that is silent for this long is ended. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Runs a refit in a process of its own, so that its seconds of arithmetic never hold up the booking. Always answers: a
 * process that ends without a word is a failed refit.
 */
export function runRefit(task: RefitTask, signal?: AbortSignal): Promise<RefitAnswer> {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = fileURLToPath(new URL(isSource ? './refit-child.ts' : './refit-child.js', import.meta.url));
  const tsx = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(entry, [], {
    execArgv: isSource ? ['--import', tsx()] : [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // embeddings travel as the typed arrays they are
    serialization: 'advanced',
  });
  return new Promise((resolve) => {
    const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    const end = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', end, { once: true });
    child.once('message', (answer) => resolve(answer as RefitAnswer));
    child.once('error', (error) => resolve({ ok: false, refusal: 'REFIT_FAILED', because: String(error) }));
    child.once('exit', (code, killedBy) => {
      clearTimeout(impatience);
      signal?.removeEventListener('abort', end);
      resolve({ ok: false, refusal: 'REFIT_FAILED', because: `the refit ended: ${killedBy ?? code}` });
    });
    child.send(task, () => {});
  });
}
