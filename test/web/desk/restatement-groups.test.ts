import { expect, it } from 'vitest';
import type { Restatement } from '../../../domain/wire/http-api.ts';
import { restatementGroups } from '../../../web/desk/restatement-groups.ts';

const row = (seq: number, visit: string, rest: Partial<Restatement> = {}): Restatement => ({
  ...{ seq, day: '2026-11-21', direction: 'inbound', grade: 'heavy', beforeKg: 2, afterKg: 1, differenceKg: -1, visit },
  ...{ cause: 'correction', by: 'plant', at: '2026-11-22T09:24:00.000+09:00', ...rest },
});

it('rows of one change stand together, in the order they came', () => {
  const groups = restatementGroups([
    row(5, 'v2'),
    row(4, 'v1'),
    row(3, 'v2', { grade: 'light' }),
    row(2, 'v2', { by: 'admin' }),
    row(1, 'v2', { at: '2026-11-22T09:25:00.000+09:00' }),
  ]);
  expect(groups.map(({ first, rows }) => [first.visit, rows.map(({ seq }) => seq)])).toEqual([
    ['v2', [5, 3]],
    ['v1', [4]],
    ['v2', [2]],
    ['v2', [1]],
  ]);
});
