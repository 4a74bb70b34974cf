import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSentence } from '../../domain/flows/sentences.ts';
import { kstDayStart } from '../../domain/kst-time.ts';
import { addDays } from '../../domain/programme/calendar.ts';
import { DAY_MS, type KstDay } from '../../domain/units.ts';
import type { ChangeReport } from '../../domain/wire/flows-api.ts';
import { ChangeStore } from '../../server/stores/flows/changes.ts';
import { LedgerFlows } from '../../server/stores/flows/ledger-flows.ts';
import { Ledger } from '../../server/stores/ledger.ts';
import { DEMO_YARDS } from '../demo-yard/yards.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { bookHistory } from './booked-history.ts';
import { DEGRADES, PRICE_JUMP, STARTS, STOPS } from './stories.ts';
import { SUPPLIERS } from './suppliers.ts';

const UNTIL: KstDay = '2026-11-22';
const WEEKS = 20;
const SPAN = { from: addDays(UNTIL, 1 - 7 * WEEKS), until: UNTIL };
const LAST_MONDAY: KstDay = '2026-11-16';
const NOW = (kstDayStart(UNTIL) ?? 0) + DAY_MS;

describe('what changed in the weeks of the stories', () => {
  const folder = temporaryFolder('scalehouse-stories-');
  let reader: Ledger;
  let store: ChangeStore;
  beforeAll(() => {
    bookHistory(folder.path, SPAN, 1);
    reader = new Ledger(folder.path);
    store = new ChangeStore(new LedgerFlows(reader));
  });
  afterAll(() => {
    reader?.close();
    folder.remove();
  });

  const reportOf = (weeksAgo: number): Promise<ChangeReport> => {
    const at = kstDayStart(addDays(LAST_MONDAY, -7 * (weeksAgo - 1))) ?? 0;
    const scope = { yards: null, partner: null, works: null };
    const all = { yards: DEMO_YARDS.map(({ id }) => id), partners: null, grades: null, direction: null };
    return store.report({ scope, ...all, from: at, to: at + 1 }, at, NOW);
  };
  const changesOf = async (weeksAgo: number, partner: string | null) =>
    (await reportOf(weeksAgo)).changes.filter((change) => change.partner === partner);

  it('names the supplier that stopped, in the first week without it', async () => {
    const [change, ...more] = (await changesOf(STOPS.after - 1, STOPS.partner)).filter(({ value }) => value === 0);
    expect(more).toEqual([]);
    expect(change).toMatchObject({ kind: 'stopped', value: 0 });
    expect(change && changeSentence(change)).toMatch(/^형산자원은 한 대도 들어오지 않았습니다\. 평소 \d+\.\d t/);
  });

  it('names the supplier that is new, in its first week', async () => {
    const kinds = (await changesOf(STARTS.since, STARTS.partner)).map(({ kind }) => kind);
    expect(kinds).toContain('started');
  });

  it('names the grade whose price went up, and by about how much of it more came', async () => {
    const all = await changesOf(PRICE_JUMP.week, null);
    const heavy = all.find(({ grade }) => grade === PRICE_JUMP.grade);
    expect(heavy?.kind).toBe('more');
    expect((heavy?.value ?? 0) / (heavy?.median ?? 1)).toBeGreaterThan(1.2);
  });

  it('says the holiday once for all suppliers that moved with it, with its name', async () => {
    const { changes } = await reportOf(9);
    const less = changes.filter(({ kind }) => kind === 'less' || kind === 'stopped');
    expect(less[0]).toMatchObject({ kind: 'less', partner: null, holiday: '추석' });
    expect(less[0]?.suppliers.length).toBeGreaterThan(SUPPLIERS.length / 2);
    const named = less.flatMap(({ partner }) => partner ?? []);
    expect(named.filter((partner) => less[0]?.suppliers.includes(partner))).toEqual([]);
  });

  it('says of the supplier that degrades that its declarations hold less, on its way down', async () => {
    const weeks = await Promise.all([10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((ago) => changesOf(ago, DEGRADES.partner)));
    const worse = weeks.map((changes) => changes.some(({ kind }) => kind === 'declared-worse'));
    expect(worse.filter(Boolean).length).toBeGreaterThanOrEqual(2);
    const pressed = weeks
      .flat()
      .filter(({ kind, grade, value, median }) => kind === 'mix-shift' && grade === 'pressed' && value > median);
    expect(pressed.length).toBeGreaterThan(0);
    expect(weeks.flat().some(({ kind }) => kind === 'deduction-more')).toBe(true);
  });

  it('says of no other supplier that it stopped or started', async () => {
    const large = SUPPLIERS.filter(({ trucks }) => Object.values(trucks).some((week) => week > 5)).map(
      ({ partner }) => partner,
    );
    for (let ago = 1; ago <= 10; ago += 1) {
      const found = (await reportOf(ago)).changes.filter(({ kind }) => kind === 'stopped' || kind === 'started');
      const others = found.flatMap(({ partner }) => partner ?? []).filter((partner) => large.includes(partner));
      expect(
        others.filter((partner) => partner !== STOPS.partner && partner !== STARTS.partner),
        `${ago} weeks ago`,
      ).toEqual([]);
    }
  });
});
