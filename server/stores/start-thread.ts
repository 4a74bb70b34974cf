import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/**
 * Starts a module of the server on a thread of its own. `entry` is its address beside the caller as the build has it
 * (`.js`); run from source the module is the `.ts` of the same name, through tsx.
 */
export function startThread(entry: URL, workerData: object): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(entry, { workerData });
  // a thread of Node 20 takes no `--import`, so tsx is registered in it first
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
  const source = entry.href.replace(/\.js$/, '.ts');
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => (register(), import(${JSON.stringify(source)})))`;
  return new Worker(code, { eval: true, workerData, execArgv: [] });
}
