import { createRoot } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { createYardLive } from '../../../web/live/create-yard-live.ts';
import { summaryOf } from '../mock/made-up-yard.ts';
import { change, FakeSocket } from './fake-socket.ts';

const NOW = Date.parse('2026-11-22T09:30:00.000+09:00');

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW - 7_000);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('yard live', () => {
  it('holds the snapshot, replaces the sections of a change and keeps the rest', () =>
    createRoot((dispose) => {
      const socket = new FakeSocket();
      const live = createYardLive('hanbit', {}, socket);
      socket.happen('connect');
      socket.answerJoin(1, summaryOf('hanbit', NOW, ['a']));
      const totals = { trucks: 99, inboundKg: 1, outboundKg: 2, grades: { heavy: 3 } };
      socket.send(change(2, { today: totals }));
      expect(live.summary?.today).toEqual(totals);
      expect(live.summary?.name).toBe('한빛자원 포항 야드');
      expect(live.summary?.hours).toHaveLength(24);
      dispose();
    }));

  it('drops a grade that a new section no longer has', () =>
    createRoot((dispose) => {
      const socket = new FakeSocket();
      const live = createYardLive('hanbit', {}, socket);
      socket.happen('connect');
      socket.answerJoin(1, summaryOf('hanbit', NOW, ['a']));
      const totals = (grades: Record<string, number>) => ({ trucks: 1, inboundKg: 0, outboundKg: 0, grades });
      socket.send(change(2, { today: totals({ heavy: 3, cast: 4 }) }));
      socket.send(change(3, { today: totals({ heavy: 3 }) }));
      expect(Object.keys(live.summary?.today.grades ?? {})).toEqual(['heavy']);
      dispose();
    }));

  it('knows what the server clock is ahead of this one', () =>
    createRoot((dispose) => {
      const socket = new FakeSocket();
      const live = createYardLive('hanbit', {}, socket);
      socket.happen('connect');
      socket.answerJoin(1, summaryOf('hanbit', NOW, ['a']));
      expect(live.clockAhead).toBe(7_000);
      dispose();
    }));

  it('hands changed visits on and says when some may have been missed', () =>
    createRoot((dispose) => {
      const socket = new FakeSocket();
      const seen: string[] = [];
      createYardLive(
        'hanbit',
        { onVisits: (visits) => seen.push(...visits.map(({ id }) => id)), onSnapshot: () => seen.push('snapshot') },
        socket,
      );
      socket.happen('connect');
      socket.answerJoin(1, summaryOf('hanbit', NOW, ['a']));
      socket.send({ ...change(2), visits: [{ id: 'v1' } as Visit] });
      expect(seen).toEqual(['snapshot', 'v1']);
      dispose();
    }));
});
