import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { GRADES, type Grade } from '../../../domain/grades.ts';
import { shippedModel } from './model-dir.ts';

interface Judged {
  readonly file: string;
  readonly fold: number;
  readonly group: string;
  readonly grade: Grade;
  readonly said: Grade;
  readonly confidence: number;
}

const SIX: Grade[] = ['new_bale', 'heavy', 'shredded', 'turnings', 'pressed', 'cast'];
const BINS = 15;

describe('the figures on the shipped model card', () => {
  let card: string;
  let heldOut: Judged[];
  // biome-ignore lint/suspicious/noExplicitAny: the file is the thing under test
  let metrics: any;
  beforeAll(async () => {
    const folder = await shippedModel();
    card = await readFile(path.join(folder, 'card.md'), 'utf8');
    metrics = JSON.parse(await readFile(path.join(folder, 'metrics.json'), 'utf8'));
    heldOut = metrics.heldOut;
  });

  const rightIn = (rows: readonly Judged[]) => rows.filter(({ grade, said }) => grade === said).length;

  function f1(grade: Grade): number {
    const hit = heldOut.filter((row) => row.grade === grade && row.said === grade).length;
    const there = heldOut.filter((row) => row.grade === grade).length;
    const said = heldOut.filter((row) => row.said === grade).length;
    return (2 * hit) / (there + said);
  }

  it('follow from the held-out judgements of each fold', () => {
    for (const { fold, photos, accuracy } of metrics.folds) {
      const own = heldOut.filter((row) => row.fold === fold);
      expect(own).toHaveLength(photos);
      expect(rightIn(own) / own.length).toBeCloseTo(accuracy, 3);
      expect(card).toContain(`${(100 * accuracy).toFixed(1)} %`);
    }
    expect(rightIn(heldOut) / heldOut.length).toBeCloseTo(metrics.scores.accuracy, 3);
  });

  it('give each grade the precision, recall and F1 of the table', () => {
    for (const row of metrics.scores.grades) {
      expect(f1(row.grade)).toBeCloseTo(row.f1, 3);
      expect(row.low).toBeLessThanOrEqual(row.f1);
      expect(row.high).toBeGreaterThanOrEqual(row.f1);
      expect(card).toMatch(new RegExp(`\\| ${row.grade} \\| ${row.photos} \\|.*\\| ${row.f1.toFixed(2)} `));
    }
  });

  it('reach the bars of a model that a yard may trust', () => {
    const six = SIX.reduce((sum, grade) => sum + f1(grade), 0) / SIX.length;
    expect(six).toBeCloseTo(metrics.scores.macroF1SixGrades, 3);
    expect(six).toBeGreaterThanOrEqual(0.85);
    expect(metrics.domain.notScrapFlagged).toBeGreaterThanOrEqual(0.95);
    expect(metrics.domain.scrapFlagged).toBeLessThanOrEqual(0.1);
  });

  it('are calibrated: confidence and share right lie at most 0.05 apart', () => {
    let error = 0;
    for (let bin = 0; bin < BINS; bin++) {
      const own = heldOut.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
      if (own.length === 0) continue;
      const confidence = own.reduce((sum, row) => sum + row.confidence, 0) / own.length;
      error += (own.length / heldOut.length) * Math.abs(confidence - rightIn(own) / own.length);
    }
    expect(error).toBeCloseTo(metrics.scores.calibrationError, 2);
    expect(error).toBeLessThanOrEqual(0.05);
  });

  it('come from folds that share no group of near-duplicates', () => {
    const foldOf = new Map<string, number>();
    for (const { group, fold } of heldOut) {
      expect(foldOf.get(group) ?? fold).toBe(fold);
      foldOf.set(group, fold);
    }
  });

  it('speak of no grade that the model does not know', () => {
    const unknown = GRADES.filter((grade) => !heldOut.some((row) => row.said === grade || row.grade === grade));
    expect(unknown).toEqual(['guillotine', 'light']);
  });
});
