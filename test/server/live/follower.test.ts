import { beforeEach, expect, test, vi } from 'vitest';
import type { Visit, YardSummary } from '../../../domain/wire/http-api.ts';
import type { YardChange } from '../../../domain/wire/socket-events.ts';
import { Follower } from '../../../server/live/follower.ts';
import type { BoardChanged, YardBoard } from '../../../server/live/yard-board.ts';
import type { Section } from '../../../server/stores/summary.ts';

/** A board that only passes on what the test says, so that time is all that is under test. */
function stage() {
  let watcher: BoardChanged | null = null;
  const summary = { seq: 7, at: 'now', planKg: 1, name: '한빛' } as YardSummary;
  const board = {
    summary,
    watch: (changed: BoardChanged) => {
      watcher = changed;
      return () => {
        watcher = null;
      };
    },
  } as unknown as YardBoard;
  const sent: { change: YardChange; received: () => void }[] = [];
  const follower = new Follower({
    board,
    visitOf: (id) => ({ id }) as Visit,
    send: (change, received) => sent.push({ change, received }),
  });
  const change = (sections: Section[], visits: string[] = []) => watcher?.(new Set(sections), new Set(visits));
  return { follower, sent, change, isWatching: () => watcher !== null };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('the first change goes out at once', () => {
  const { sent, change } = stage();
  change(['planKg'], ['v1']);
  expect(sent.map(({ change: { frame, seq, sections, visits } }) => ({ frame, seq, sections, visits }))).toEqual([
    { frame: 1, seq: 7, sections: { planKg: 1 }, visits: [{ id: 'v1' }] },
  ]);
});

test('an eager client gets four frames a second, whatever happens in between', () => {
  const { sent, change } = stage();
  for (let ms = 0; ms < 1_990; ms += 10) {
    change(['planKg']);
    sent.at(-1)?.received();
    vi.advanceTimersByTime(10);
  }
  expect(sent).toHaveLength(8);
  expect(sent.map(({ change: { frame } }) => frame)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('what changed while a client was slow comes as one frame with the latest state', () => {
  const { sent, change } = stage();
  change(['planKg'], ['v1']);
  for (let n = 0; n < 50; n++) {
    change([n % 2 ? 'planKg' : 'name'], [`v${n % 3}`]);
    vi.advanceTimersByTime(1_000);
  }
  expect(sent).toHaveLength(1);
  sent[0]?.received();
  expect(sent).toHaveLength(2);
  expect(sent[1]?.change.frame).toBe(2);
  expect(sent[1]?.change.sections).toEqual({ planKg: 1, name: '한빛' });
  expect(sent[1]?.change.visits.map(({ id }) => id).sort()).toEqual(['v0', 'v1', 'v2']);
});

test('more changed visits than a list can hold skip a frame number, so that the client asks again', () => {
  const { sent, change } = stage();
  change(['planKg']);
  change(
    ['name'],
    Array.from({ length: 201 }, (_, n) => `v${n}`),
  );
  sent[0]?.received();
  vi.advanceTimersByTime(250);
  expect(sent[1]?.change).toMatchObject({ frame: 3, visits: [] });
});

test('a follower that stopped sends nothing more', () => {
  const { follower, sent, change, isWatching } = stage();
  change(['planKg']);
  change(['name']);
  follower.stop();
  sent[0]?.received();
  vi.advanceTimersByTime(1_000);
  expect([sent.length, isWatching()]).toEqual([1, false]);
});
