import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import type { ReportSetting } from '../../../domain/notices/notices-file.ts';
import { GRADE_KOREAN } from '../../../domain/schemes.ts';
import { type TestServer, tempDir } from '../build.ts';
import { kst } from './begun.ts';
import {
  DAY,
  FORMULA,
  MADE_AT,
  makerOf,
  OTHER_BUYER,
  type ReportedYard,
  reportedYard,
  WEEK,
  WORKS,
} from './reported-yard.ts';

const DAILY: ReportSetting = { name: 'daily', kind: 'daily', at: '06:30', audience: 'plant', format: 'xlsx' };
const WEEKLY: ReportSetting = { ...DAILY, name: 'weekly', kind: 'weekly', weekday: 'mon' };

type Cell = string | number | null;

/** The sheets of a workbook as an independent library reads them. */
function sheetsOf(content: Buffer): Record<string, Cell[][]> {
  const book = read(content, { type: 'buffer', cellFormula: true });
  return Object.fromEntries(
    book.SheetNames.map((name) => [
      name,
      utils.sheet_to_json<Cell[]>(book.Sheets[name] ?? {}, { header: 1, raw: true, defval: null }),
    ]),
  );
}

async function made({ make }: ReportedYard, setting: ReportSetting, by: string | null = null) {
  const report = await make(setting, setting.kind === 'daily' ? DAY : WEEK, by, MADE_AT);
  return { ...report, sheets: setting.format === 'xlsx' ? sheetsOf(report.content) : {} };
}

const ask = async (server: TestServer, url: string) => (await server.get(url, await server.login())).json();

describe('the daily report', () => {
  it('equals the interface to the kilogram, by yard, grade and partner', async () => {
    const yard = await reportedYard();
    const { sheets } = await made(yard, DAILY);
    const rows = sheets.야드 ?? [];
    for (const [place, id] of ['a', 'b'].entries()) {
      const { days } = await ask(yard.server, `/api/yards/${id}/days?from=2026-11-22&to=2026-11-22`);
      const [{ trucks, inboundKg, outboundKg, deductionKg }] = days;
      const plan = id === 'a' ? [80_000, inboundKg / 80_000] : [null, null];
      expect(rows[place + 1]).toEqual([`한빛 ${place + 1}야드`, trucks, inboundKg, ...plan, outboundKg, deductionKg]);
    }
    expect(rows[3]?.slice(0, 3)).toEqual(['합계', 5, 39_009 + 13_445]);
    const flows = await ask(yard.server, '/api/flows?from=2026-11-22&to=2026-11-22&every=all');
    const kg = (name: string, value: string) =>
      flows.kg.reduce(
        (sum: number, one: number, row: number) =>
          flows[name][row] === value && flows.direction[row] === 'inbound' ? sum + one : sum,
        0,
      );
    const byGrade = new Map((sheets.등급 ?? []).map(([grade, inbound]) => [grade, inbound]));
    for (const grade of GRADE_BUCKETS.filter((bucket) => kg('grade', bucket) > 0)) {
      expect(byGrade.get(GRADE_KOREAN[grade as keyof typeof GRADE_KOREAN])).toBe(kg('grade', grade));
    }
    const inbound = (sheets.거래처 ?? []).filter(([, direction]) => direction === '매입');
    expect(inbound.map(([partner, , , trucks, net]) => [partner, trucks, net])).toEqual([
      ['대한상사', 2, kg('partner', '대한상사')],
      [FORMULA, 1, kg('partner', FORMULA)],
    ]);
    expect(kg('partner', '대한상사')).toBe(39_009);
  });

  it('tells deductions, exceptions, restatements of the day, disputes, slips and the account', async () => {
    const { sheets } = await made(await reportedYard(), DAILY);
    expect(sheets.감량?.slice(1)).toMatchObject([
      [expect.any(Number), '한빛 1야드', '대한상사', '부산86바 **34', expect.any(String), 20_000, 350, 19_650],
    ]);
    expect(sheets.예외?.slice(1).map((row) => row.at(-1))).toEqual(['계근이 두 번을 넘음']);
    expect(sheets.수정?.slice(1)).toMatchObject([
      ['2026-11-20', '한빛 1야드', '매입', '중량', 12_000, 11_500, -500, expect.any(String)],
    ]);
    expect(sheets.이의제기?.slice(1).map((row) => row.slice(0, 4))).toEqual([
      ['한빛 1야드', '대한상사', '20261122-0001', '등급 → 중량'],
    ]);
    expect(sheets.검수확인서?.slice(1)).toEqual([['한빛 1야드', 1, 1, 1]]);
    expect(sheets['수신 대조']?.slice(1)).toEqual([
      ['한빛 1야드', 123, 120, 0, 3, 1],
      ['한빛 2야드', 60, 60, 0, 0, 0],
    ]);
  });

  it('says the most of it in its letter, in Korean or English', async () => {
    const yard = await reportedYard();
    const korean = await made(yard, DAILY);
    expect(korean.file).toBe('daily-2026-11-22.xlsx');
    expect(korean.subject).toBe('[Scalehouse] 일일 보고 2026년 11월 22일 (일) (모든 야드)');
    expect(korean.text.split('\n').slice(0, 4)).toEqual([
      '트럭 5대. 매입 52.5 t, 납품 17.1 t.',
      '계획 80.0 t의 48.8 %를 매입했습니다.',
      '감량 350 kg (1대).',
      '예외가 있는 트럭 1대, 지난 날의 수정 1건, 답을 기다리는 이의제기 1건.',
    ]);
    const english = await made(yard, { ...DAILY, language: 'en', yards: ['a'] }, 'kim');
    expect(english.file).toBe('daily-2026-11-22-063000.xlsx');
    expect(english.subject).toBe('[Scalehouse] Daily report Sun 2026-11-22 (한빛 1야드)');
    expect(english.text).toContain('Inbound is 48.8 % of the plan of 80.0 t.');
    expect(english.sheets.Yards?.slice(1)).toHaveLength(1);
    expect(JSON.stringify(english.sheets)).not.toContain('한빛 2야드');
  });

  it('never lets a name run as a formula', async () => {
    const { content } = await made(await reportedYard(), DAILY);
    const book = read(content, { type: 'buffer', cellFormula: true });
    const cells = book.SheetNames.flatMap((name) => Object.values(book.Sheets[name] ?? {}));
    expect(cells.filter((cell) => (cell as { f?: string }).f !== undefined)).toEqual([]);
    expect(cells).toContainEqual(expect.objectContaining({ t: 's', v: FORMULA }));
  });

  it('of a day without a truck says so', async () => {
    const yard = await reportedYard();
    const empty = { key: '2025-01-01', from: kst('2025-01-01T00:00:00'), to: kst('2025-01-02T00:00:00') };
    const report = await yard.make(DAILY, empty, null, MADE_AT);
    expect(report.text.split('\n')[0]).toBe('완료된 입출차가 없습니다.');
  });

  it('is not made without a ledger, of which it could only say that nothing came', async () => {
    await expect(makerOf(await tempDir(), null)(DAILY, DAY, null, MADE_AT)).rejects.toThrow('no ledger');
  });
});

describe('the weekly report', () => {
  it('sets suppliers and grades beside the week before, and says what changed', async () => {
    const yard = await reportedYard();
    const { sheets, text } = await made(yard, WEEKLY);
    const now = await ask(yard.server, '/api/flows?from=2026-11-16&to=2026-11-22&every=all');
    const before = await ask(yard.server, '/api/flows?from=2026-11-09&to=2026-11-15&every=all');
    const sum = (flows: typeof now, partner: string) =>
      flows.kg.reduce((all: number, kg: number, row: number) => (flows.partner[row] === partner ? all + kg : all), 0);
    const rows = new Map((sheets.공급사 ?? []).map((row) => [row[0], row]));
    for (const partner of ['대한상사', FORMULA, '서울고철']) {
      const [kg, last] = [sum(now, partner), sum(before, partner)];
      expect(rows.get(partner)?.slice(2, 6)).toEqual([kg, last, kg - last, (kg - last) / last]);
    }
    expect(rows.get('서울고철')?.slice(1, 5)).toEqual([0, 0, 105_000, -105_000]);
    expect((sheets.납품처 ?? []).slice(1).map(([name]) => name)).toEqual([WORKS, OTHER_BUYER, '합계']);
    expect((sheets['공급사와 등급'] ?? []).slice(1).map((row) => row.slice(0, 4))).toEqual([
      ['대한상사', '중량', 104_021, 84_021],
      ['대한상사', '경량', 49_021, 49_028],
      [FORMULA, '길로틴', 63_007, 63_007],
      [FORMULA, '압축', 31_108, 31_108],
      ['서울고철', '선반설', 0, 105_000],
    ]);
    const { changes } = await ask(yard.server, '/api/changes?day=2026-11-16');
    expect(changes.length).toBeGreaterThan(0);
    expect(sheets['달라진 것']?.slice(1)).toHaveLength(changes.length);
    expect(JSON.stringify(sheets['달라진 것'])).toContain('서울고철');
    expect(text).toContain('서울고철');
    expect(sheets.이의제기?.slice(1).map((row) => [row[2], row.at(-1)])).toEqual([['20261122-0001', '답변 대기']]);
  });

  it('of procurement has neither other buyers nor plates, and what a session of that role is answered', async () => {
    const yard = await reportedYard();
    const { sheets, text, subject } = await made(yard, { ...WEEKLY, audience: 'procurement' });
    const whole = JSON.stringify([sheets, text, subject]);
    expect(whole).not.toContain(OTHER_BUYER);
    expect(whole).not.toMatch(/86바|차량/);
    expect((sheets.납품처 ?? []).slice(1).map(([name, trucks, kg]) => [name, trucks, kg])).toEqual([
      [WORKS, 7, 77_777],
    ]);
    const cookie = await yard.server.loginAs({ name: 'buyer', role: 'procurement', yards: null });
    const flows = (await yard.server.get('/api/flows?from=2026-11-16&to=2026-11-22&every=all', cookie)).json();
    const inbound = flows.kg.reduce(
      (all: number, kg: number, row: number) => (flows.direction[row] === 'inbound' ? all + kg : all),
      0,
    );
    expect(sheets.공급사?.at(-1)?.[2]).toBe(inbound);
  });
});
