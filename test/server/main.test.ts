import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { tempDir } from './build.ts';

interface Run {
  readonly child: ChildProcess;
  readonly messages: unknown[];
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
  ready(): Promise<void>;
}

async function run(env: Record<string, string> = {}): Promise<Run> {
  const dataDir = await tempDir();
  const child = fork('server/main.ts', {
    execArgv: ['--import', 'tsx'],
    silent: true,
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', MQTT_URL: 'mqtt://127.0.0.1:1', ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    texts.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    texts.stderr += chunk;
  });
  const messages: unknown[] = [];
  child.on('message', (message) => messages.push(message));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((done) =>
    child.on('close', (code) => done({ code, ...texts })),
  );
  const ready = () =>
    new Promise<void>((isReady, failed) => {
      child.on('message', (message) => (message as { ready?: true }).ready && isReady());
      child.on('exit', () => failed(new Error(texts.stderr)));
    });
  return { child, messages, ended, ready };
}

test('the first login and the port go to the launcher, and "stop" ends it cleanly', async () => {
  const { child, messages, ready, ended } = await run();
  await ready();
  expect(messages).toEqual([
    { firstLogin: { user: 'admin', password: expect.stringMatching(/^[a-z2-9-]{23}$/) } },
    { ready: true, port: expect.any(Number) },
  ]);
  const { port } = messages[1] as { port: number };
  expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
  child.send('stop');
  const { code, stdout, stderr } = await ended;
  expect([code, stderr]).toEqual([0, '']);
  const { password } = (messages[0] as { firstLogin: { password: string } }).firstLogin;
  expect(stdout).not.toContain(password);
});

test('Ctrl-C is left to the launcher, whose going away ends it', async () => {
  const { child, ready } = await run();
  await ready();
  // Node gives no "close" once the channel is gone
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  child.disconnect();
  expect(await exited).toEqual([0, null]);
});

test('SIGTERM ends it cleanly', async () => {
  const { child, ready, ended } = await run();
  await ready();
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('a port in use is one clear line and code 1', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    other.close();
  });
  const { port } = other.address() as { port: number };
  const { code, stderr } = await (await run({ PORT: String(port) })).ended;
  expect([code, stderr]).toEqual([1, `server: PORT ${port} is already in use\n`]);
});

test.each([
  [{ PORT: 'eighty' }, 'server: PORT must be a whole number from 0 to 65535\n'],
  [{ YARDS_FILE: '/nowhere/yards.json' }, 'server: YARDS_FILE must be a file that exists\n'],
])('a wrong setting %o is one clear line and code 1', async (env, line) => {
  const { code, stderr } = await (await run(env)).ended;
  expect([code, stderr]).toEqual([1, line]);
});
