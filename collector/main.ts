import { readFileSync } from 'node:fs';
import pino from 'pino';
import { DomainError } from '../domain/errors.ts';
import { parseSettings } from '../domain/settings.ts';
import { startCollector } from './collector.ts';

/** The collector as a process of its own. Only this file may end it. */
async function main(): Promise<void> {
  const settings = parseSettings(process.env);
  const log = pino({ name: 'collector', level: settings.logLevel });
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const collector = await startCollector(settings, version, log);
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await collector.stop();
    process.exit(0);
  };
  process.on('message', (message) => message === 'stop' && void stop());
  process.on('disconnect', () => void stop());
  process.on('SIGTERM', () => void stop());
  // under the launcher Ctrl-C reaches every process at once; the launcher decides the order
  process.on('SIGINT', () => process.connected || void stop());
  process.send?.({ ready: true });
}

main().catch((error: unknown) => {
  const line =
    error instanceof DomainError ? `${error.params.variable} must be ${error.params.expected}` : String(error);
  process.stderr.write(`collector: ${line}\n`);
  process.exit(1);
});
