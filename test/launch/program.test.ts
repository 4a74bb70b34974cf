import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Program } from '../../launch/program.ts';

const ENTRY = 'test/launch/fixtures/tiny-program';
const SLOW = { timeout: 20_000, interval: 20 };

let folder: string;
let program: Program;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scalehouse-launch-'));
});
afterEach(async () => {
  vi.useRealTimers();
  program.kill();
  await program.stop();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function tiny(mode = '', ...keep: ConstructorParameters<typeof Program>[3][]): Program {
  const env = { ...process.env, TINY_LOG: join(folder, 'log'), TINY_MODE: mode };
  program = new Program('tiny program', ENTRY, env, ...keep);
  return program;
}

const notes = () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
const pids = () => notes().flatMap((note) => (note.startsWith('start') ? [Number(note.split(' ')[1])] : []));
const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** What the launcher says when a program falls, as promises in the order of the falls. */
function falls(): { readonly said: string[]; readonly next: () => Promise<void> } {
  const said: string[] = [];
  let heard = 0;
  let wake: () => void = () => {};
  vi.spyOn(console, 'error').mockImplementation((line: string) => {
    said.push(line);
    wake();
  });
  const next = async () => {
    heard += 1;
    while (said.length < heard) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { said, next };
}

describe('a program', () => {
  it('is ready when it says so, with all it has said until then', async () => {
    const said = await tiny().start();
    expect(said).toMatchObject({ port: pids()[0], firstLogin: { user: 'admin', password: 'once' } });
  });

  it('stops when it is asked to', async () => {
    const { port = 0 } = await tiny().start();
    await program.stop();
    expect(notes().at(-1)).toBe('stop');
    expect(isRunning(port)).toBe(false);
  });

  it('that is not running is stopped already', async () => {
    await expect(tiny().stop()).resolves.toBeUndefined();
    await program.start();
    await program.stop();
    await expect(program.stop()).resolves.toBeUndefined();
  });

  it('that ends before it is ready does not start', async () => {
    await expect(tiny('falls at once').start()).rejects.toThrow('the tiny program could not start');
  });

  it('that falls is started again, after a pause that doubles', async () => {
    const { said, next } = falls();
    await tiny().start();
    for (const fall of [1, 2]) {
      process.kill(pids().at(-1) ?? 0, 'SIGKILL');
      await next();
      await vi.waitFor(() => expect(pids()).toHaveLength(fall + 1), SLOW);
    }
    expect(new Set(pids()).size).toBe(3);
    expect(said).toEqual([
      'The tiny program ended (SIGKILL); starting it again in 0.5 s.',
      'The tiny program ended (SIGKILL); starting it again in 1 s.',
    ]);
    await program.stop();
    expect(pids().some(isRunning)).toBe(false);
  });

  it('that is started again listens where it said it listened', async () => {
    const { next } = falls();
    const { port = 0 } = await tiny('', ({ port: said }) => ({ TINY_PORT: String(said) })).start();
    process.kill(port, 'SIGKILL');
    await next();
    await vi.waitFor(() => expect(pids()).toHaveLength(2), SLOW);
    expect(notes()).toEqual([`start ${port} on any port`, `start ${pids()[1]} on ${port}`]);
  });

  it('that fell is not started again once it was to stop', async () => {
    const { port = 0 } = await tiny().start();
    const { next } = falls();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    process.kill(port, 'SIGKILL');
    await next();
    await program.stop();
    expect(vi.getTimerCount()).toBe(1);
    await vi.runAllTimersAsync();
    expect(vi.getTimerCount()).toBe(0);
    expect(pids()).toEqual([port]);
  });

  it('that does not hear is killed after twenty seconds', async () => {
    const { port = 0 } = await tiny('is deaf').start();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stopped = program.stop();
    vi.advanceTimersByTime(19_999);
    expect(isRunning(port)).toBe(true);
    vi.advanceTimersByTime(1);
    await stopped;
    expect(isRunning(port)).toBe(false);
  });

  it('can be ended at once, and stays down', async () => {
    const { port = 0 } = await tiny('is deaf').start();
    const { said } = falls();
    program.kill();
    await vi.waitFor(() => expect(isRunning(port)).toBe(false), SLOW);
    await program.stop();
    expect(said).toEqual([]);
  });
});
