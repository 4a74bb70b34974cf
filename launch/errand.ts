import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs a program that does one thing and ends; `message` is what it has to know. Whatever becomes of it the launcher
 * goes on: it says itself what went wrong. Gives a way to end it early.
 */
export function runErrand(
  entry: string,
  env: Record<string, string | undefined>,
  message: object,
): { readonly stop: () => Promise<void>; readonly kill: () => void } {
  const isSource = import.meta.url.endsWith('.ts');
  const path = fileURLToPath(new URL(`../${entry}.${isSource ? 'ts' : 'js'}`, import.meta.url));
  const child = fork(path, [], { env, execArgv: isSource ? ['--import', 'tsx'] : [] });
  child.on('error', (error) => console.error(`${entry}: ${error.message}`));
  child.send(message, () => {
    // a program that ended before it could hear has said why
  });
  return {
    kill: () => void child.kill('SIGKILL'),
    stop: () => {
      child.kill('SIGKILL');
      return Promise.resolve();
    },
  };
}
