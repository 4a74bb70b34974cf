import { describe, expect, it } from 'vitest';
import { ERROR_CODES, EXCEPTION_CODES, REJECTION_CODES, REVIEW_REASONS } from '../../../domain/errors.ts';
import { GRADE_BUCKETS } from '../../../domain/grades.ts';
import { OVERRIDE_REASONS } from '../../../domain/review.ts';
import { UNUSABLE_REASONS } from '../../../domain/visits/events.ts';
import { DISPUTE_STEPS, DISPUTE_VERDICTS } from '../../../domain/wire/edge-messages.ts';
import { ALERT_CODES, DEVICE_CONDITIONS, Restatement, SystemState } from '../../../domain/wire/http-api.ts';
import { DISPUTE_STATES, SlipVerdict } from '../../../domain/wire/slips-api.ts';
import { SLIP_TEXTS } from '../../../server/plugins/slip-texts.ts';
import { en } from '../../../web/text/en.ts';
import { ko } from '../../../web/text/ko.ts';
import {
  errorSentence,
  exceptionSentence,
  heldAdvice,
  heldWords,
  problemSentence,
  problemWords,
  reasonWords,
  shortProblem,
} from '../../../web/text/phrases.ts';

/** Codes a problem may carry beside those of exceptions. */
const PROBLEM_CODES = ['DEVICE_OFFLINE', 'DEVICE_CLOCK_OFF', 'COLLECTOR_AWAY', 'GRADING_AWAY'];
const MODEL_STATES = ['current', 'shadow', 'candidate', 'refused', 'former'];
const MODEL_ACTIONS = ['made', 'refused', 'shadowed', 'unshadowed', 'promoted', 'rolled-back'];

function keys(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}:${typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`));
}

describe.each([
  ['Korean', ko],
  ['English', en],
])('%s words', (_, words) => {
  it.each(ERROR_CODES)('tell what to do about the error %s', (code) => expect(words.errors[code]).toMatch(/[.]$/u));
  it.each(REJECTION_CODES)('tell what to do about the rejection %s', (code) =>
    expect(words.rejections[code]).toMatch(/[.]$/u),
  );
  it.each(EXCEPTION_CODES)('tell what to do about the exception %s', (code) => {
    expect(exceptionSentence(words, { code, params: {} })).toMatch(/[.]$/u);
    expect(words.problems[code]).toBeTruthy();
  });
  it.each(REVIEW_REASONS)('name the review reason %s', (code) => expect(words.reviews[code]).toBeTruthy());
  it.each(REVIEW_REASONS)('name the review reason %s for a list', (code) =>
    expect(words.review.why[code]).toBeTruthy(),
  );
  it.each([...OVERRIDE_REASONS, 'CONFIRMED', 'WITHDRAWN'])('name the reason %s of a correction', (code) =>
    expect(reasonWords(words, code)).not.toBe(code),
  );
  it.each(UNUSABLE_REASONS)('say what is wrong with a photo that is %s, and what to do', (unusable) => {
    expect(words.held.unusable[unusable]).toBeTruthy();
    expect(heldAdvice(words, { unusable })).toMatch(/[.]$/u);
  });
  it.each(MODEL_STATES)('name the state %s of a model', (state) => expect(words.models.states[state]).toBeTruthy());
  it.each(MODEL_ACTIONS)('name the action %s', (action) => expect(words.models.actions[action]).toBeTruthy());
  it.each(ALERT_CODES)('name the alert %s and what to do', (code) => {
    expect(words.alerts.names[code]).toBeTruthy();
    expect(words.alerts.advice[code]).toMatch(/[.]$/u);
  });
  it.each([...SystemState.properties.condition.enum, 'yard-closed', 'collector-trouble', 'sums-differ'])(
    'say in a sentence that the system is %s, and what to do',
    (code) => {
      expect(words.system.verdicts[code]?.({})).toMatch(/[.]$/u);
      expect(words.system.verdictAdvice[code]).toMatch(/[.]$/u);
    },
  );
  it.each(DEVICE_CONDITIONS)('name the condition %s of a device', (code) =>
    expect(words.system.conditions[code]).toBeTruthy(),
  );
  it.each(SystemState.properties.history.enum)('name the source %s of history', (code) =>
    expect(words.system.histories[code]).toBeTruthy(),
  );
  it.each(Restatement.properties.cause.enum)('name the cause %s of a restatement', (code) =>
    expect(words.restatements.causes[code]).toBeTruthy(),
  );
  it.each(Object.keys(SLIP_TEXTS))('tell why something about slips is refused as %s, and what to do', (problem) => {
    expect(errorSentence(words, 'CONFLICT', problem)).toMatch(/[.]$/u);
    expect(errorSentence(words, 'CONFLICT', problem)).not.toBe(errorSentence(words, 'CONFLICT'));
  });
  it.each(SlipVerdict.properties.verdict.enum)('say that a slip is %s, and what to do', (verdict) => {
    expect(words.verify.verdicts[verdict]).toBeTruthy();
    expect(words.verify.says[verdict]).toMatch(/[.]$/u);
    expect(words.verify.advice[verdict]).toMatch(/[.]$/u);
  });
  it.each([...DISPUTE_STATES, ...DISPUTE_VERDICTS, ...DISPUTE_STEPS])('name %s of a dispute', (name) => {
    const { states, verdicts, steps } = words.disputes;
    expect(states[name] ?? verdicts[name] ?? steps[name]).toBeTruthy();
  });
  it.each(GRADE_BUCKETS)('name the grade %s', (bucket) => expect(words.grades[bucket]).toBeTruthy());
  it.each(PROBLEM_CODES)('name the problem %s and what to do', (code) => {
    expect(words.problems[code]).toBeTruthy();
    expect(problemSentence(words, { code, params: {} })).toMatch(/[.]$/u);
  });
});

describe('both languages', () => {
  it('have the same keys', () => expect(keys(en).sort()).toEqual(keys(ko).sort()));
});

describe('phrases', () => {
  it('tell the dose of a radiation alarm', () => {
    const alarm = { code: 'RADIATION_ALARM', params: { microSvPerHour: 0.82 } };
    expect(exceptionSentence(ko, alarm)).toContain('0.82 µSv/h');
  });

  it('tell the sum of the lifts that differ from net', () => {
    expect(exceptionSentence(ko, { code: 'LIFTS_DIFFER_FROM_NET', params: { net: 1, lifted: 19_800 } })).toContain(
      '19,800 kg',
    );
  });

  it('name the device of a problem, on a wall without its area', () => {
    const problem = { code: 'DEVICE_OFFLINE', device: 'bay-1/camera-2' };
    expect(problemWords(ko, problem)).toBe('장치 끊김 · bay-1/camera-2');
    expect(shortProblem(ko, problem)).toBe('장치 끊김 · camera-2');
  });

  it('say that an unknown problem needs a look', () => {
    expect(problemWords(en, { code: 'NEW_CODE', device: null })).toBe('Needs a look');
  });

  it('say why a photo has no grade, and nothing of one that may have', () => {
    expect(heldWords(ko, { unusable: 'DARK', outOfDomain: true })).toBe('너무 어두움');
    expect(heldWords(ko, { outOfDomain: true })).toBe('배운 적 없는 모습');
    expect(heldWords(ko, { unusable: 'NEW_CODE' })).toBe('볼 수 없는 사진');
    expect(heldWords(ko, { unusable: null, outOfDomain: false })).toBeNull();
  });

  it('leave the words of a person as they are', () => {
    expect(reasonWords(ko, '검수원 육안 확인')).toBe('검수원 육안 확인');
  });

  it('write a day as people say it', () => {
    expect(ko.date.day('2026-11-22')).toBe('11월 22일 (일)');
    expect(en.date.day('2026-11-22')).toBe('Sun 22 Nov');
  });
});
