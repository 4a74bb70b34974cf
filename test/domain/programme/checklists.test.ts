import { describe, expect, it } from 'vitest';
import {
  type CourseRow,
  checkCourses,
  checkDocuments,
  type DocumentRow,
} from '../../../domain/programme/checklists.ts';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';

const DIGEST = 'b'.repeat(64);
const document = (given: Partial<DocumentRow>): DocumentRow => ({
  item: 'business-registration',
  document: DIGEST,
  fileName: '사업자등록증명.pdf',
  issuedOn: '2026-03-01',
  validUntil: null,
  at: 0,
  by: 'manager',
  ...given,
});
const check = (rows: readonly DocumentRow[], today: string, item = 'business-registration') =>
  checkDocuments(rows, AI_TRACK_2026, today).find(({ item: { id } }) => id === item);

describe('a document', () => {
  // three months from 2026-03-01, counted from 03-02: until 06-01
  it.each<[string, DocumentRow[], string, string, string | null]>([
    ['nobody gave', [], '2026-05-20', 'missing', null],
    ['on its last day', [document({})], '2026-06-01', 'given', '2026-06-01'],
    ['too old', [document({})], '2026-06-02', 'expired', '2026-06-01'],
    ['good for longer by its own word', [document({ validUntil: '2026-12-31' })], '2026-06-02', 'given', '2026-12-31'],
    ['of an unknown day', [document({ issuedOn: null })], '2030-01-01', 'given', null],
    ['taken back', [document({}), document({ document: null })], '2026-05-20', 'missing', null],
    ['given anew', [document({}), document({ issuedOn: '2026-05-01' })], '2026-06-02', 'given', '2026-08-01'],
  ])('%s', (_, rows, today, state, validUntil) => {
    expect(check(rows, today)).toMatchObject({ state, validUntil, row: state === 'missing' ? null : rows.at(-1) });
  });

  it('without a limit of age stays good', () => {
    expect(check([document({ item: 'tax-clearance' })], '2099-01-01', 'tax-clearance')?.state).toBe('given');
  });

  it('is asked for by the programme alone', () => {
    const checks = checkDocuments([document({ item: 'love-letter' })], AI_TRACK_2026, '2026-05-20');
    expect(checks.map(({ item: { id } }) => id)).toEqual(AI_TRACK_2026.documents.map(({ id }) => id));
    expect(checks.every(({ state }) => state === 'missing')).toBe(true);
  });
});

describe('a course', () => {
  const course = (given: Partial<CourseRow>): CourseRow => ({
    course: 'adopter-staff',
    completedOn: '2027-01-10',
    certificate: DIGEST,
    at: 0,
    by: 'manager',
    ...given,
  });

  it.each<[string, CourseRow[], string]>([
    ['nobody took', [], 'missing'],
    ['finished and certified', [course({})], 'done'],
    ['finished without its certificate', [course({ certificate: null })], 'uncertified'],
    ['taken back', [course({}), course({ completedOn: null })], 'missing'],
    ['certified later', [course({ certificate: null }), course({})], 'done'],
  ])('%s', (_, rows, state) => {
    const checks = checkCourses(rows, AI_TRACK_2026);
    expect(checks.find(({ course: { id } }) => id === 'adopter-staff')?.state).toBe(state);
    expect(checks.filter(({ course: { id }, state: other }) => id !== 'adopter-staff' && other !== 'missing')).toEqual(
      [],
    );
  });
});
