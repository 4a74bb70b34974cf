import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { DomainError } from '../domain/errors.ts';
import { parseSettings } from '../domain/settings.ts';
import { FIRST_ADMIN } from './accounts/users.ts';
import { buildApp } from './app.ts';

/** The server's process: settings, listening, stopping. The launcher forks it; it also runs by itself. */
async function main(): Promise<void> {
  const settings = parseSettings(process.env);
  const logger = pino({ level: settings.logLevel, base: { process: 'server' } });
  const { http, makeFirstAdmin } = await buildApp({ settings, version: packageVersion(), logger });

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await http.close();
    if (process.connected) process.disconnect();
    process.exit(0);
  };
  const stopNow = () => void stop().catch(fail);
  process.on('SIGTERM', stopNow);
  // Ctrl-C reaches every process of the terminal; under the launcher it is the launcher that decides the order
  process.on('SIGINT', () => process.connected || stopNow());
  process.on('disconnect', stopNow);
  process.on('message', (message) => {
    if (message === 'stop') stopNow();
  });

  await http.listen({ port: settings.port, host: settings.host });
  const { port } = http.server.address() as AddressInfo;
  // only now: a start that failed must not have made a password that nobody read
  const firstPassword = await makeFirstAdmin();
  if (firstPassword !== null) tellFirstLogin(firstPassword);
  process.send?.({ ready: true, port });
}

/** Said once and kept nowhere: the launcher prints it in its banner, else the terminal gets it. */
function tellFirstLogin(password: string): void {
  if (process.send) process.send({ firstLogin: { user: FIRST_ADMIN, password } });
  else process.stdout.write(`First login: ${FIRST_ADMIN} / ${password}\n`);
}

/** The version stands in the package's file, one or two folders up depending on whether this is built. */
function packageVersion(): string {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8'));
      if (name === 'scalehouse') return version;
    } catch {
      // not there: the other folder has it
    }
  }
  return '0.0.0';
}

function fail(error: unknown): void {
  process.stderr.write(`server: ${reasonOf(error)}\n`);
  process.exit(1);
}

function reasonOf(error: unknown): string {
  if (error instanceof DomainError && error.code === 'SETTING_INVALID') {
    return `${error.params.variable} must be ${error.params.expected}`;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `PORT ${process.env.PORT ?? 8080} is already in use`;
  return message;
}

main().catch(fail);
