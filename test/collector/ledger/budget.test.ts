import { afterEach, beforeEach, expect, it } from 'vitest';
import { budgetPoints } from '../../../collector/projection/points/programme.ts';
import { YardWithCorrections } from '../learning/yard-with-corrections.ts';
import { DAY_START } from '../visits/yard-day.ts';

const ENTRY = {
  id: 'entry-1',
  project: 'project-1',
  funder: 'adopter',
  line: 'hardware',
  stage: 'paid',
  on: DAY_START,
  amountKrw: 12_345_678_901,
};

let yard: YardWithCorrections;
beforeEach(() => {
  yard = new YardWithCorrections();
  yard.ledger.run("INSERT INTO projection_target (one, target, since) VALUES (1, 'influx', 0)");
});
afterEach(() => yard.ledger.close());

const rows = () =>
  yard.ledger.all<{ seq: number; entry: string; amount_krw: number }>('SELECT seq, entry, amount_krw FROM budget_row');

it('becomes a row and a point of whole won', () => {
  yard.ask('budget', ENTRY);
  expect(rows()).toEqual([{ seq: 1, entry: 'entry-1', amount_krw: 12_345_678_901 }]);
  expect(yard.ledger.all("SELECT yard, ref FROM point_due WHERE kind = 'budget'")).toEqual([{ yard: '', ref: '1' }]);
  expect(budgetPoints(yard.ledger, ['1']).get('1')).toMatchObject([
    {
      tags: { project: 'project-1', funder: 'adopter', line: 'hardware', stage: 'paid' },
      fields: { amount_krw: 12_345_678_901 },
    },
  ]);
});

it('is booked once, however often it is told', () => {
  const at = DAY_START;
  for (let told = 0; told < 3; told += 1) yard.ask('budget', { ...ENTRY, at });
  // told again with another body it is refused, and books nothing either
  yard.ask('budget', { ...ENTRY, at, amountKrw: 1 });
  expect(rows()).toMatchObject([{ entry: 'entry-1', amount_krw: 12_345_678_901 }]);
});
