import { UNJUDGED } from '../../domain/grades.ts';
import { GRADE_ENGLISH, GRADE_KOREAN } from '../../domain/schemes.ts';
import { CORRECTED, OUT_OF_DOMAIN, UNUSABLE } from '../stores/columns/photo-columns.ts';
import type { Language } from './export-table.ts';

type Words = Readonly<Record<Language, Readonly<Record<string, string>>>>;

const GRADES: Words = {
  ko: { ...GRADE_KOREAN, [UNJUDGED]: '미판정' },
  en: { ...GRADE_ENGLISH, [UNJUDGED]: 'Unjudged' },
};
const DIRECTIONS: Words = {
  ko: { inbound: '매입', outbound: '납품', unknown: '방향 미정' },
  en: { inbound: 'Inbound', outbound: 'Outbound', unknown: 'Direction open' },
};
const STATES: Words = {
  ko: { open: '야드 안', closed: '완료', cancelled: '취소' },
  en: { open: 'In the yard', closed: 'Done', cancelled: 'Cancelled' },
};
const BASES: Words = {
  ko: { photos: '사진 판정', declared: '신고 등급', corrected: '사람이 바로잡음', none: '근거 없음' },
  en: { photos: 'Photos', declared: 'Declared', corrected: 'Corrected', none: 'None' },
};
const FLAGS: Readonly<Record<Language, readonly (readonly [bit: number, word: string])[]>> = {
  ko: [
    [OUT_OF_DOMAIN, '배운 적 없는 모습'],
    [UNUSABLE, '볼 수 없는 사진'],
    [CORRECTED, '사람이 바로잡음'],
  ],
  en: [
    [OUT_OF_DOMAIN, 'Out of domain'],
    [UNUSABLE, 'Unusable photo'],
    [CORRECTED, 'Corrected'],
  ],
};

const wordsOf = (words: Words) => (value: string | number, language: Language) =>
  words[language][String(value)] ?? String(value);

export const gradeWords = wordsOf(GRADES);
export const directionWords = wordsOf(DIRECTIONS);
export const stateWords = wordsOf(STATES);
export const basisWords = wordsOf(BASES);
export const flagWords = (value: string | number, language: Language): string =>
  FLAGS[language]
    .filter(([bit]) => (Number(value) & bit) !== 0)
    .map(([, word]) => word)
    .join(', ');
