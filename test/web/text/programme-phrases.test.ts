import { describe, expect, it } from 'vitest';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { FORECAST_SILENCES } from '../../../domain/programme/forecast.ts';
import { SYSTEM_LEVELS } from '../../../domain/programme/levels.ts';
import { REFUSAL_CODES } from '../../../domain/programme/refusals.ts';
import { WARNING_RULES } from '../../../domain/programme/warnings.ts';
import { ProjectFields } from '../../../domain/wire/programme-api.ts';
import { PORTAL_OUTCOMES } from '../../../domain/wire/usage-log-api.ts';
import { axisWon, paceWords } from '../../../web/pages/programme-project/burn-words.ts';
import { fieldWords } from '../../../web/pages/programme-project/field-words.ts';
import { reasonWords, stateLevel } from '../../../web/pages/programme-usage-log/usage-words.ts';
import { en } from '../../../web/text/en.ts';
import { ko } from '../../../web/text/ko.ts';
import { plainWon, wonEnglish, wonKorean } from '../../../web/text/money.ts';
import {
  columnName,
  levelName,
  lineName,
  refusalPlace,
  refusalSentence,
  warningAdvice,
  warningSentence,
} from '../../../web/text/programme-phrases.ts';

describe.each([
  ['Korean', ko],
  ['English', en],
])('%s words of the programme', (_, words) => {
  it.each(WARNING_RULES)('say in a sentence what %s means, and what to do', (rule) => {
    expect(warningSentence(words, { rule, params: {} })).toMatch(/[.]$/u);
    expect(warningAdvice(words, rule)).toMatch(/[.]$/u);
  });
  it.each(REFUSAL_CODES)('say why %s is not taken, and what to do', (code) => {
    const sentence = refusalSentence(words, { code, params: {} });
    expect(sentence).toMatch(/[.]$/u);
    expect(sentence).not.toBe(words.refusalUnknown);
  });
  it.each(SYSTEM_LEVELS)('name the level %s', (level) => expect(levelName(words, level)).not.toBe(level));
  it.each(FORECAST_SILENCES)('say why there is no forecast for %s', (why) =>
    expect(words.project.silence[why]).toMatch(/[.]$/u),
  );
  it.each(PORTAL_OUTCOMES)('say what %s of the portal means', (outcome) =>
    expect(words.usageLog.outcomes[outcome]).toMatch(/[.]$/u),
  );
  it.each(Object.keys(ProjectFields.properties))('name the field %s', (field) =>
    expect(words.projectForm.fields[field]).toBeTruthy(),
  );
  it('never call a level official', () => {
    expect(words.programme.selfNote).toMatch(/자가진단|Self-assessment/u);
  });
});

describe('warnings and refusals', () => {
  it('tell the line by its name and the won in words', () => {
    const params = { line: 'hardware', over: 12_340_000, planned: 1, amount: 2 };
    expect(warningSentence(ko, { rule: 'LINE_OVER_APPROVAL', params })).toBe(
      'H/W 개발비 비목이 승인액을 1,234만 원 넘었습니다.',
    );
  });
  it('tell how many points it is behind', () => {
    const params = { earnedBasisPoints: 4_000, elapsedBasisPoints: 7_787, gapBasisPoints: 3_787 };
    expect(warningSentence(ko, { rule: 'EARNED_BEHIND', params })).toContain('37%p');
  });
  it('tell the levels by their names', () => {
    const params = { reached: 'basic', target: 'middle-2' };
    expect(warningSentence(en, { rule: 'TARGET_LEVEL_UNMET', params })).toContain('Basic, below the target Middle 2');
  });
  it('name the cell of a sheet, else the field', () => {
    expect(refusalPlace(ko, { field: '계', cell: 'H7' })).toBe('H7 칸');
    expect(refusalPlace(ko, { field: 'agreedOn', cell: null })).toBe('협약일');
    expect(refusalPlace(ko, { field: null, cell: null })).toBe('');
  });
  it('tell what a product should have been', () => {
    const params = { amount: 38_000_000, expected: 76_000_000 };
    expect(refusalSentence(ko, { code: 'PRODUCT_DIFFERS', params })).toContain('7,600만 원');
  });
  it('show what they do not know as it is', () => {
    expect(lineName(ko, 'new-line')).toBe('new-line');
    expect(warningSentence(ko, { rule: 'NEW_RULE', params: {} })).toBe('NEW_RULE');
    expect(refusalSentence(ko, { code: 'NEW_CODE', params: {} })).toBe(ko.refusalUnknown);
  });
  it('name every column of the board in both languages', () => {
    for (const { id } of AI_TRACK_2026.columns) expect(columnName(en, id)).not.toBe(columnName(ko, id));
  });
});

describe('money of the programme', () => {
  it('keeps its sign in words and in tables', () => {
    expect(wonKorean(-123_400_000)).toBe('−1억 2,340만 원');
    expect(wonEnglish(-8_500)).toBe('−₩8,500');
    expect(plainWon(-1_234_567)).toBe('−1,234,567');
  });
  it.each([
    [0, '0', '0'],
    [250_000_000, '2.5억', '₩250M'],
    [50_000_000, '5000만', '₩50M'],
  ])('%i stands on an axis as %s or %s', (won, korean, english) => {
    expect(axisWon('한국어', won)).toBe(korean);
    expect(axisWon('English', won)).toBe(english);
  });
  it('is set against time in a sentence', () => {
    const pace = (gap: number) => ({ earnedBasisPoints: 7_000 - gap, elapsedBasisPoints: 7_000, gapBasisPoints: gap });
    expect(paceWords(ko, pace(1_500))).toContain('계획보다 늦습니다');
    expect(paceWords(ko, pace(1_499))).not.toContain('계획보다 늦습니다');
    expect(paceWords(ko, null)).toBe(ko.project.burnLead.none);
  });
});

describe('fields of a history', () => {
  it.each([
    ['totalCost', 800_000_000, '800,000,000'],
    ['targetLevel', 'middle-1', '중간1'],
    ['yards', ['a', 'b'], 'a, b'],
    ['agreedOn', null, '비어 있음'],
    ['reached', { 'mid-check': '2027-02-01' }, '중간점검 2027-02-01'],
    ['reached', {}, '비어 있음'],
    ['extension', { requestedOn: '2027-05-01', months: 3, cause: 'hardware' }, '2027-05-01, 3, hardware'],
  ])('%s %j is %s', (field, value, shown) => expect(fieldWords(ko, field, value)).toBe(shown));
});

describe('the state of the usage log', () => {
  const status = { state: 'away', reason: 'ECONNREFUSED', silentDays: 2 } as Parameters<typeof stateLevel>[0];
  it('is an alarm once days are silent, and quiet in a demo', () => {
    expect(stateLevel(status)).toBe('alarm');
    expect(stateLevel({ ...status, silentDays: 0 })).toBe('warning');
    expect(stateLevel({ ...status, state: 'off', reason: 'DEMO' })).toBe('quiet');
  });
  it('names a code that has no words', () => {
    expect(reasonWords(ko, 'ECONNREFUSED')).toBe('이유: ECONNREFUSED');
    expect(reasonWords(ko, 'DEMO')).toBe('데모에서는 보내지 않습니다.');
    expect(reasonWords(ko, null)).toBe('');
  });
});
