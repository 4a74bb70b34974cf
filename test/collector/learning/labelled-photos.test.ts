import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labelledPhotos } from '../../../collector/learning/labelled-photos.ts';
import { embeddingOf } from '../../../collector/ledger/inferences.ts';
import { YARD } from '../visits/yard-day.ts';
import { saidOf, YardWithCorrections } from './yard-with-corrections.ts';

let yard: YardWithCorrections;
let visit: string;

beforeEach(() => {
  yard = new YardWithCorrections();
  visit = yard.truck('부산86바1234', ['p1', 'p2', 'p3']);
  for (const id of ['p1', 'p2', 'p3']) yard.judge(id, saidOf('heavy', { embedding: [0.5, -2] }));
});
afterEach(() => yard.ledger.close());

const labels = () => labelledPhotos(yard.ledger, YARD).map(({ id, grade }) => [id, grade]);

describe('the labelled photos of a yard', () => {
  it('are those that a person gave a grade, the last one given', () => {
    yard.correct(visit, 'cast', 'p1');
    yard.correct(visit, 'light', 'sha-p2');
    yard.correct(visit, 'pressed', 'p1');
    expect(labels()).toEqual([
      ['p1', 'pressed'],
      ['p2', 'light'],
    ]);
  });

  it('take in a person’s agreement as well', () => {
    yard.correct(visit, 'heavy', 'p1');
    expect(labels()).toEqual([['p1', 'heavy']]);
  });

  it('know who gave the grade, when and why, the truck, and what the model had said with which embedding', () => {
    const id = yard.correct(visit, 'cast', 'p1');
    const [photo] = labelledPhotos(yard.ledger, YARD);
    expect(photo).toMatchObject({
      sha256: 'sha-p1',
      area: 'bay1',
      device: 'frame-1',
      visit,
      grade: 'cast',
      correction: { id, by: 'kim', reason: 'GRADE_WRONG' },
      said: { version: 'v1', sha256: 'd1', grade: 'heavy', confidence: 0.9 },
    });
    expect([...embeddingOf(photo?.embedding ?? new ArrayBuffer(0))]).toEqual([0.5, -2]);
  });

  it('have the grade of their visit where they have none of their own', () => {
    yard.correct(visit, 'cast', 'p1');
    const whole = yard.correct(visit, 'turnings');
    expect(labels()).toEqual([
      ['p1', 'cast'],
      ['p2', 'turnings'],
      ['p3', 'turnings'],
    ]);
    expect(labelledPhotos(yard.ledger, YARD).map(({ correction }) => correction.id)).toEqual(['c1', whole, whole]);
  });

  it('do not take a visit’s grade when they show nothing usable or nothing of scrap; by name they do', () => {
    const other = yard.truck('포항12가7777', ['q1', 'q2', 'q3']);
    yard.judge('q1', saidOf('heavy', { isOutOfDomain: true }));
    yard.judge('q2', saidOf('heavy', { unusable: 'DARK' }));
    yard.judge('q3', saidOf('heavy'));
    yard.correct(other, 'cast');
    expect(labels()).toEqual([['q3', 'cast']]);
    yard.correct(other, 'cast', 'q1');
    expect(labels()).toEqual([
      ['q1', 'cast'],
      ['q3', 'cast'],
    ]);
  });

  it('lose a grade that was taken back, and have the one before it again', () => {
    yard.correct(visit, 'cast', 'p1');
    const wrong = yard.correct(visit, 'light', 'p1');
    yard.ask('correction', { visit, withdraws: wrong });
    expect(labels()).toEqual([['p1', 'cast']]);
    yard.ask('correction', { visit, withdraws: 'c1' });
    expect(labels()).toEqual([]);
  });

  it('are not labelled by kilograms per grade, which also end what a visit’s grade said before', () => {
    yard.correct(visit, 'cast');
    yard.ask('correction', { visit, grades: { heavy: 12_000, light: 8_000 } });
    expect(labels()).toEqual([]);
  });

  it('are of this yard alone', () => {
    yard.correct(visit, 'cast', 'p1');
    expect(labelledPhotos(yard.ledger, 'another')).toEqual([]);
  });
});
