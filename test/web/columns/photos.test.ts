import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrowChunks } from '../../../server/stores/columns/arrow-batches.ts';
import { PHOTO_COLUMNS, type PhotoRow } from '../../../server/stores/columns/photo-columns.ts';
import { firstFrom, type PhotoQuestion } from '../../../web/columns/photos/photo-question.ts';
import { PhotoStore } from '../../../web/columns/photos/photo-store.ts';
import { readPhotos } from '../../../web/columns/photos/read-photos.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-01-01T00:00:00+09:00');

/** What the server streams of these photos, read as the worker reads it. */
async function storeOf(batches: readonly (readonly PhotoRow[])[]): Promise<PhotoStore> {
  const store = new PhotoStore();
  const chunks = arrowChunks({ columns: PHOTO_COLUMNS, batches }, { local: ['visit'] });
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  for await (const chunk of readPhotos(stream, store.codes)) store.add(chunk);
  return store;
}

function answerOf(store: PhotoStore, question: PhotoQuestion) {
  const turns = store.ask(question);
  for (;;) {
    const step = turns.next();
    if (step.done) return step.value;
  }
}

const ALL: PhotoQuestion = {
  ...{ from: 0, to: Number.MAX_SAFE_INTEGER, yards: null, cameras: null, partners: null, grades: null },
  ...{ directions: null, confidence: null, flags: null, buckets: Float64Array.of(START) },
};

const photo = fc.tuple(
  fc.nat(100).map((hours) => START + hours * HOUR),
  fc.constantFrom('yard-a', 'yard-b'),
  fc.constantFrom('bay/cam-1', 'bay/cam-2', 'gate/cam-1'),
  fc.constantFrom('', '가람, 주식회사', '=cmd()', '이상한 글자 뷁😀'),
  fc.constantFrom('inbound', 'outbound', 'unknown'),
  fc.constantFrom('heavy', 'light', 'unjudged'),
  fc.option(fc.nat(100).map((hundredths) => Math.fround(hundredths / 100))),
  fc.option(fc.nat(3_000)),
  fc.nat(7),
  fc.constantFrom('', 'v1', 'v2', 'v3'),
) as fc.Arbitrary<PhotoRow>;
const photos = fc.array(photo, { maxLength: 80 }).map((rows) => rows.sort((a, b) => a[0] - b[0]));
const some = <T>(...values: T[]) => fc.option(fc.subarray(values, { minLength: 1 }));

describe('judged photos in the browser', () => {
  it('come out of the stream as the server read them, in any number of batches', async () => {
    await fc.assert(
      fc.asyncProperty(photos, fc.integer({ min: 1, max: 30 }), async (rows, size) => {
        const batches = Array.from({ length: Math.ceil(rows.length / size) }, (_, n) =>
          rows.slice(n * size, (n + 1) * size),
        );
        const store = await storeOf(batches);
        expect(store.length).toBe(rows.length);
        answerOf(store, ALL);
        const shown = store.window(0, rows.length).reverse();
        expect(shown.map((one) => [...Object.values(one)])).toEqual(
          rows.map(([at, yard, camera, partner, direction, grade, confidence, kg, flags, visit]) => [
            ...[at, yard, camera, partner, direction, grade, visit, confidence, kg, flags],
          ]),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('fit a question exactly when every part of it holds', async () => {
    const question = fc.record({
      ...{ from: fc.nat(60), hours: fc.integer({ min: 1, max: 60 }) },
      ...{ yards: some('yard-a', 'yard-c'), cameras: some('bay/cam-1', 'gate/cam-1'), partners: some('', '=cmd()') },
      ...{ grades: some('heavy', 'unjudged'), directions: some('inbound', 'unknown'), flags: some(0, 1, 4, 6) },
      confidence: fc.option(fc.tuple(fc.nat(50), fc.integer({ min: 50, max: 100 }))),
    });
    await fc.assert(
      fc.asyncProperty(photos, question, async (rows, { from, hours, confidence, ...asked }) => {
        const store = await storeOf([rows.slice(0, 7), rows.slice(7)].filter((batch) => batch.length > 0));
        const [begin, end] = [START + from * HOUR, START + (from + hours) * HOUR];
        const range = confidence && ([confidence[0] / 100, confidence[1] / 100] as const);
        const buckets = Float64Array.from({ length: Math.ceil(hours / 5) }, (_, n) => begin + n * 5 * HOUR);
        const answer = answerOf(store, { ...asked, from: begin, to: end, confidence: range, buckets });
        const wanted = rows.filter(
          ([at, yard, camera, partner, direction, grade, sure, , flags]) =>
            at >= begin &&
            at < end &&
            (asked.yards?.includes(yard) ?? true) &&
            (asked.cameras?.includes(camera) ?? true) &&
            (asked.partners?.includes(partner) ?? true) &&
            (asked.directions?.includes(direction) ?? true) &&
            (asked.grades?.includes(grade) ?? true) &&
            (asked.flags?.includes(flags) ?? true) &&
            (range === null || (sure !== null && sure >= Math.fround(range[0]) && sure <= Math.fround(range[1]))),
        );
        expect(answer.matched).toBe(wanted.length);
        const grades = store.names.grade;
        const counts = new Uint32Array(buckets.length * Math.max(1, grades.length));
        for (const row of wanted) {
          const bucket = Math.floor((row[0] - begin) / (5 * HOUR));
          (counts[bucket * grades.length + grades.indexOf(row[5])] as number) += 1;
        }
        expect(answer.counts).toEqual(counts);
        const sure = wanted.filter((row) => row[6] !== null).length;
        expect(answer.confidence.reduce((sum, n) => sum + n, 0)).toBe(sure);
        expect(answer.partners.reduce((sum, n) => sum + n, 0)).toBe(wanted.length);
        expect(store.window(0, 1)[0]?.at).toBe(wanted.at(-1)?.[0]);
        expect(store.window(wanted.length, 5)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('are counted in turns, so that a newer question need not wait for an older one', () => {
    const store = new PhotoStore();
    const length = 400_000;
    const chunk = {
      length,
      at: Float64Array.from({ length }, (_, row) => START + row),
      ...{ yard: new Uint8Array(length), camera: new Uint16Array(length), partner: new Uint16Array(length) },
      ...{ direction: new Uint8Array(length), grade: new Uint8Array(length), confidence: new Float32Array(length) },
      ...{ kg: new Int32Array(length), flags: new Uint8Array(length), visit: new Int32Array(length) },
    };
    for (const name of ['yard', 'camera', 'partner', 'direction', 'grade', 'visit'] as const)
      store.codes[name].codeOf('x');
    for (let n = 0; n < 5; n += 1) store.add({ ...chunk, at: chunk.at.map((at) => at + n * length) });
    const turns = store.ask(ALL);
    const steps = [];
    for (;;) {
      const step = turns.next();
      steps.push(step.done);
      if (step.done) {
        expect(step.value.matched).toBe(5 * length);
        break;
      }
    }
    expect(steps).toEqual([false, false, true]);
  });
});

it('the first instant that is not before another is found by halves', () => {
  const at = Float64Array.of(1, 3, 3, 3, 9);
  expect([0, 1, 2, 3, 4, 9, 10].map((instant) => firstFrom(at, instant))).toEqual([0, 0, 1, 1, 4, 4, 5]);
});
