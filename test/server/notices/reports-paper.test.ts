import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ReportSetting } from '../../../domain/notices/notices-file.ts';
import { DAY, FORMULA, MADE_AT, OTHER_BUYER, reportedYard, WEEK } from './reported-yard.ts';

const DAILY: ReportSetting = { name: 'daily', kind: 'daily', at: '06:30', audience: 'plant', format: 'pdf' };
const WEEKLY: ReportSetting = { ...DAILY, name: 'weekly', kind: 'weekly', weekday: 'mon' };

describe('a report on paper', () => {
  it('is an A4 PDF of real text in an embedded Korean font, and the same at every making', async () => {
    const { make } = await reportedYard();
    const { content, type, file } = await make(DAILY, DAY, null, MADE_AT);
    expect([type, file]).toEqual(['application/pdf', 'daily-2026-11-22.pdf']);
    const plain = content.toString('latin1');
    expect(plain.startsWith('%PDF-')).toBe(true);
    const pages = plain.match(/\/Type \/Page\b/g) ?? [];
    expect(plain.match(/\/MediaBox \[0 0 595\.28 841\.89\]/g)).toHaveLength(pages.length);
    expect(plain).toMatch(/\/BaseFont \/[A-Z]+\+Pretendard-Regular/);
    expect(plain).toContain('/ToUnicode');
  });

  it.runIf(spawnSync('which', ['pdftotext']).status === 0)('says what the workbook says', async () => {
    const { make } = await reportedYard();
    const read = async (setting: ReportSetting) => {
      const { content } = await make(setting, setting.kind === 'daily' ? DAY : WEEK, null, MADE_AT);
      return spawnSync('pdftotext', ['-layout', '-', '-'], { input: content, encoding: 'utf8' }).stdout;
    };
    const daily = await read(DAILY);
    for (const said of [
      '일일 보고 (야드용)',
      '2026년 11월 22일 (일)',
      '39,009',
      '52,454',
      '부산86바 **34',
      '계근이 두 번을 넘음',
      '-500',
    ]) {
      expect(daily).toContain(said);
    }
    expect(daily.replaceAll(/\s/g, '')).toContain(FORMULA.replaceAll(' ', ''));
    const weekly = await read({ ...WEEKLY, audience: 'procurement' });
    for (const said of ['주간 보고 (구매용)', '서울고철', '-105,000', '77,777']) expect(weekly).toContain(said);
    expect(weekly).not.toContain(OTHER_BUYER);
    expect(weekly).not.toContain('86바');
  });
});
