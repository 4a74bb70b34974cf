import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ReportSetting } from '../../../domain/notices/notices-file.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import type { Notices } from '../../../server/notices/notices.ts';
import { tempDir } from '../build.ts';
import { begin, kst, type Log, newLog } from './begun.ts';
import { catchMail } from './mail-server.ts';

let dataDir: string;
let now: number;
let log: Log;
let fails: boolean;

beforeEach(async () => {
  dataDir = await tempDir();
  now = kst('2026-11-22T12:00:00');
  log = newLog();
  fails = false;
});

const make = () => (fails ? Promise.reject(new Error('there is no ledger to read')) : Promise.resolve({}));
const world = (report: Partial<ReportSetting> = {}, env: Record<string, string> = {}) => ({
  ...{ dataDir, now: () => now, log, make, env, reports: [report] },
});

/** Notices that stop with the test at the latest. */
function begun(...of: Parameters<typeof world>): Notices {
  const notices = begin(world(...of));
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await notices.stop();
  };
  onTestFinished(stop);
  return { ...notices, stop };
}

/** A server that begins, does what is due and stops again. */
async function oneRun(...of: Parameters<typeof world>): Promise<void> {
  const notices = begun(...of);
  await notices.turn();
  await notices.stop();
}

const periods = () => log.made.map(({ period }) => period.key);
const files = () => readdirSync(join(dataDir, 'reports')).sort();

describe('a report by schedule', () => {
  it('is made when its time comes, once, and lies whole in the folder', async () => {
    const notices = begun();
    await notices.turn();
    expect(log.made).toEqual([]);
    now = kst('2026-11-23T06:29:59.999');
    await notices.turn();
    expect(log.made).toEqual([]);
    now = kst('2026-11-23T06:30:00');
    await notices.turn();
    await notices.turn();
    expect(periods()).toEqual(['2026-11-22']);
    expect(files()).toEqual(['daily-2026-11-22.pdf']);
    expect(readFileSync(join(dataDir, 'reports', 'daily-2026-11-22.pdf'), 'utf8')).toBe('%PDF 보고');
    now += DAY_MS;
    await notices.turn();
    expect(periods()).toEqual(['2026-11-22', '2026-11-23']);
    expect(notices.list()).toMatchObject({
      reports: [{ name: 'daily', nextAt: '2026-11-25T06:30:00.000+09:00', lastAt: '2026-11-24T06:30:00.000+09:00' }],
      deliveries: [
        { way: 'folder', what: 'daily-2026-11-23.pdf', state: 'done', attempts: 1, nextAt: null },
        { way: 'folder', what: 'daily-2026-11-22.pdf', state: 'done', attempts: 1, nextAt: null },
      ],
    });
  });

  it('that was missed is made once at the next start, the last one alone', async () => {
    await oneRun();
    now = kst('2026-11-27T12:00:00');
    await oneRun();
    await oneRun();
    expect(periods()).toEqual(['2026-11-26']);
  });

  it('is not made of what was before it was set', async () => {
    await oneRun();
    expect(periods()).toEqual([]);
    await oneRun({ name: 'later', at: '13:00' });
    now = kst('2026-11-22T13:00:00');
    await oneRun({ name: 'later', at: '13:00' });
    expect(log.made).toMatchObject([{ name: 'later', period: { key: '2026-11-21' } }]);
  });

  it('has one of a period, also when its time of day is set anew', async () => {
    await oneRun();
    now = kst('2026-11-23T07:00:00');
    await oneRun();
    now = kst('2026-11-23T09:00:00');
    await oneRun({ at: '08:00' });
    expect(periods()).toEqual(['2026-11-22']);
  });

  it('of a week is made on its weekday and tells of Monday to Sunday', async () => {
    const weekly = { kind: 'weekly', weekday: 'mon', at: '07:00' } as const;
    await oneRun(weekly);
    now = kst('2026-11-23T07:00:00');
    await oneRun(weekly);
    now = kst('2026-11-29T23:00:00');
    await oneRun(weekly);
    expect(log.made.map(({ period }) => [period.from, period.to])).toEqual([
      [kst('2026-11-16T00:00:00'), kst('2026-11-23T00:00:00')],
    ]);
  });

  it('that cannot be made is tried again, also after a restart, and is made once', async () => {
    await oneRun();
    now = kst('2026-11-23T06:30:00');
    fails = true;
    await oneRun();
    await oneRun();
    expect(log.made).toHaveLength(1);
    const after = begun();
    expect(after.list().reports).toMatchObject([{ problem: 'there is no ledger to read', lastAt: null }]);
    await after.stop();
    now += MINUTE_MS;
    fails = false;
    await oneRun();
    const then = begun();
    await then.turn();
    expect(then.list().reports).toMatchObject([{ problem: null, lastAt: '2026-11-23T06:31:00.000+09:00' }]);
    expect(periods()).toEqual(['2026-11-22', '2026-11-22']);
    expect(files()).toEqual(['daily-2026-11-22.pdf']);
  });

  it('is given up after three days, and says so', async () => {
    await oneRun();
    now = kst('2026-11-23T06:30:00');
    fails = true;
    const notices = begun();
    await notices.turn();
    expect(notices.givenUp(now)).toBe(0);
    now += 3 * DAY_MS + HOUR_MS;
    await notices.turn();
    expect(notices.givenUp(now)).toBe(1);
    expect(log.warnings).toContainEqual(expect.objectContaining({ report: 'daily', isGivenUp: true }));
    now += 2 * DAY_MS;
    expect(notices.givenUp(now)).toBe(0);
  });

  it('waits for its folder, and is there once the folder can be written', async () => {
    const folder = join(dataDir, 'elsewhere');
    const env = { REPORTS_DIR: folder };
    await oneRun({}, env);
    writeFileSync(folder, 'a file where a folder should be');
    now = kst('2026-11-23T06:30:00');
    const notices = begun({}, env);
    await notices.turn();
    expect(notices.list().deliveries).toMatchObject([{ state: 'waiting', answer: expect.stringContaining('EEXIST') }]);
    rmSync(folder);
    now += MINUTE_MS;
    await notices.turn();
    expect(readdirSync(folder)).toEqual(['daily-2026-11-22.pdf']);
    expect(notices.list().deliveries).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  it('is made at once for a person, beside the schedule, and not twice while it is wanted', async () => {
    const notices = begun();
    await notices.turn();
    expect(notices.run('nothing', 'kim')).toBe(false);
    expect([notices.run('daily', 'kim'), notices.run('daily', 'kim')]).toEqual([true, true]);
    await notices.turn();
    now = kst('2026-11-23T06:30:00');
    await notices.turn();
    expect(log.made.map(({ period, by }) => [period.key, by])).toEqual([
      ['2026-11-21', 'kim'],
      ['2026-11-22', null],
    ]);
  });
});

describe('a report by mail', () => {
  const mailed = { folder: false, mail: ['chief@yard.example', 'nobody@yard.example'] };

  it('reaches each addressee by itself: who is refused for good is given up, the others have it once', async () => {
    const catcher = await catchMail({
      refuse: (to) => (to.startsWith('nobody') ? { code: 550, words: 'no such user' } : null),
    });
    const env = { SMTP_HOST: 'localhost', SMTP_PORT: `${catcher.port}`, SMTP_FROM: 'scale@yard.example' };
    await oneRun(mailed, env);
    now = kst('2026-11-23T06:30:00');
    const notices = begun(mailed, env);
    await notices.turn();
    now += HOUR_MS;
    await notices.turn();
    expect(catcher.caught.map(({ to }) => to)).toEqual([['chief@yard.example']]);
    expect(notices.list().deliveries).toMatchObject([
      { to: 'nobody@yard.example', state: 'given-up', attempts: 1, answer: expect.stringContaining('550') },
      { to: 'chief@yard.example', state: 'done', attempts: 1, answer: '250 kept as 1' },
    ]);
    expect(notices.givenUp(now)).toBe(1);
  });

  it('waits while the mail server is away, over a restart, under the same message id', async () => {
    let isAway = true;
    const catcher = await catchMail({ refuseBody: () => (isAway ? { code: 451, words: 'later' } : null) });
    const env = { SMTP_HOST: 'localhost', SMTP_PORT: `${catcher.port}`, SMTP_FROM: 'scale@yard.example' };
    const one = { folder: false, mail: ['chief@yard.example'] };
    await oneRun(one, env);
    now = kst('2026-11-23T06:30:00');
    await oneRun(one, env);
    await oneRun(one, env);
    isAway = false;
    now += 10 * MINUTE_MS;
    const notices = begun(one, env);
    await notices.turn();
    await notices.turn();
    expect(catcher.caught).toHaveLength(1);
    expect(catcher.caught[0]?.source).toMatch(/^Message-ID: <[0-9a-f]{32}@yard\.example>/m);
    expect(notices.list().deliveries).toMatchObject([{ state: 'done', attempts: 2 }]);
    expect(log.made).toHaveLength(1);
  });

  it('whose answer was lost is sent again, under a message id by which a mail program shows it once', async () => {
    let isMute = true;
    const catcher = await catchMail({ isMute: () => isMute });
    const env = { SMTP_HOST: 'localhost', SMTP_PORT: `${catcher.port}`, SMTP_FROM: 'scale@yard.example' };
    const one = { folder: false, mail: ['chief@yard.example'] };
    await oneRun(one, env);
    now = kst('2026-11-23T06:30:00');
    await oneRun(one, env);
    isMute = false;
    now += MINUTE_MS;
    const notices = begun(one, env);
    await notices.turn();
    const ids = catcher.caught.map(({ source }) => /^Message-ID: (.*)$/m.exec(source)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(notices.list().deliveries).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  it('is not sent on to an address that was taken out of the settings, which is no failure', async () => {
    const catcher = await catchMail({ refuseBody: () => ({ code: 451, words: 'later' }) });
    const env = { SMTP_HOST: 'localhost', SMTP_PORT: `${catcher.port}`, SMTP_FROM: 'scale@yard.example' };
    await oneRun(mailed, env);
    now = kst('2026-11-23T06:30:00');
    await oneRun(mailed, env);
    const notices = begun({ folder: true, mail: ['chief@yard.example'] }, env);
    expect(notices.list().deliveries).toMatchObject([
      { to: 'nobody@yard.example', state: 'given-up', answer: 'no longer set' },
      { to: 'chief@yard.example', state: 'waiting' },
    ]);
    expect(notices.givenUp(now)).toBe(0);
  });
});

it('what ended is shown for 90 days', async () => {
  await oneRun();
  now = kst('2026-11-23T06:30:00');
  await oneRun();
  now += 91 * DAY_MS;
  const notices = begun();
  expect(notices.list().deliveries).toEqual([]);
  await notices.turn();
  expect(periods()).toEqual(['2026-11-22', '2027-02-21']);
});
