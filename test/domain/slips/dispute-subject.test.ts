import { expect, test } from 'vitest';
import { aimOf } from '../../../domain/slips/dispute-subject.ts';
import type { DisputeSubject } from '../../../domain/wire/edge-messages.ts';

const SUBJECTS: readonly DisputeSubject[] = [
  { kind: 'grade', wanted: 'heavy' },
  { kind: 'photo', sha256: 'a'.repeat(64), wanted: null },
  { kind: 'photo', sha256: 'b'.repeat(64), wanted: null },
  { kind: 'weight', which: 'tare', wantedKg: 6_000 },
  { kind: 'weight', which: 'deduction', wantedKg: null },
];

test('subjects about different things have different aims', () => {
  expect(new Set(SUBJECTS.map(aimOf)).size).toBe(SUBJECTS.length);
});

test('what is wanted instead changes no aim', () => {
  expect(aimOf({ kind: 'grade', wanted: null })).toBe(aimOf({ kind: 'grade', wanted: 'light' }));
  expect(aimOf({ kind: 'weight', which: 'gross', wantedKg: 1 })).toBe(
    aimOf({ kind: 'weight', which: 'gross', wantedKg: 2 }),
  );
});
