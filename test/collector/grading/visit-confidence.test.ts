import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { LOW_CONFIDENCE } from '../../../domain/visits/settle.ts';
import { drawTrucks, groupsAsLifts, type HeldOut, type JudgedTruck } from './held-out-trucks.ts';
import { shippedModel } from './model-dir.ts';

const BINS = 15;
const TRUCKS = 1_500;

/** Mean gap between a number and the share right of the trucks that have it, over equally wide bins. */
function calibrationError(trucks: readonly JudgedTruck[], told: (truck: JudgedTruck) => number): number {
  const binOf = (truck: JudgedTruck) => Math.min(BINS - 1, Math.floor(told(truck) * BINS));
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const own = trucks.filter((truck) => binOf(truck) === bin);
    if (own.length > 0) error += (own.length / trucks.length) * Math.abs(meanOf(own, told) - shareRight(own));
  }
  return error;
}

const meanOf = (trucks: readonly JudgedTruck[], told: (truck: JudgedTruck) => number) =>
  trucks.reduce((sum, truck) => sum + told(truck), 0) / trucks.length;
const shareRight = (trucks: readonly JudgedTruck[]) => trucks.filter(({ right }) => right).length / trucks.length;
const confidenceOf = ({ judged }: JudgedTruck) => judged.confidence;

describe("a visit's confidence, on trucks made of held-out photos", { timeout: 30_000 }, () => {
  // biome-ignore lint/suspicious/noExplicitAny: the file is the thing under test
  let metrics: any;
  let photos: HeldOut[];
  let card: string;
  beforeAll(async () => {
    const folder = await shippedModel();
    metrics = JSON.parse(await readFile(path.join(folder, 'metrics.json'), 'utf8'));
    card = await readFile(path.join(folder, 'card.md'), 'utf8');
    photos = metrics.heldOut;
  });
  const drawn = (mixed: number) => drawTrucks(photos, TRUCKS, mixed, metrics.domain.threshold);

  it.each([0, 0.25, 0.5])('is as often right as it says, %f of the trucks holding two grades', (mixed) => {
    const trucks = drawn(mixed);
    const told = metrics.visits.drawn.find((row: { mixed: number }) => row.mixed === mixed);
    const error = calibrationError(trucks, confidenceOf);
    expect(error).toBeLessThanOrEqual(0.05);
    expect(told.calibrationError).toBeLessThanOrEqual(0.05);
    expect(Math.abs(error - told.calibrationError)).toBeLessThan(0.025);
    expect(Math.abs(shareRight(trucks) - told.right)).toBeLessThan(0.02);
    expect(card).toContain(`**${told.calibrationError.toFixed(3)}**`);
  });

  it('is more honest than the mean of the photos, which is too humble', () => {
    const trucks = drawn(0);
    expect(calibrationError(trucks, confidenceOf)).toBeLessThan(calibrationError(trucks, ({ plainMean }) => plainMean));
    expect(shareRight(trucks)).toBeGreaterThan(meanOf(trucks, ({ plainMean }) => plainMean) + 0.03);
  });

  it('leaves to people the trucks that are wrong far more often than the others', () => {
    const trucks = drawn(0.25);
    const low = trucks.filter((truck) => confidenceOf(truck) < LOW_CONFIDENCE);
    const high = trucks.filter((truck) => confidenceOf(truck) >= LOW_CONFIDENCE);
    expect(low.length).toBeGreaterThan(5);
    expect(shareRight(low)).toBeLessThan(shareRight(high) - 0.2);
  });

  it('does not grow with photos of the same lift, which err together', () => {
    const lifts = groupsAsLifts(photos, metrics.domain.threshold);
    expect(lifts).toHaveLength(metrics.visits.nearDuplicates.groups);
    for (const truck of lifts) expect(confidenceOf(truck)).toBeCloseTo(truck.plainMean, 3);
    expect(shareRight(lifts)).toBeCloseTo(metrics.visits.nearDuplicates.right, 3);
  });
});
