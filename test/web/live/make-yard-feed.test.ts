import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeYardFeed } from '../../../web/live/make-yard-feed.ts';
import { change, FakeSocket } from './fake-socket.ts';

function follow() {
  const socket = new FakeSocket();
  const seen: string[] = [];
  const stop = makeYardFeed(
    socket,
    'yard',
    {
      snapshot: ({ frame }) => seen.push(`snapshot ${frame}`),
      change: ({ frame }) => seen.push(`change ${frame}`),
      refused: (code) => seen.push(`refused ${code}`),
      stale: (since) => seen.push(since === null ? 'fresh' : `stale since ${since}`),
    },
    () => 0.5,
  );
  return { socket, seen, stop };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(1_000_000);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('yard feed', () => {
  it('joins on connecting and applies the changes that follow the snapshot', () => {
    const { socket, seen, stop } = follow();
    expect(socket.connects).toBe(1);
    socket.happen('connect');
    socket.answerJoin(7);
    socket.send(change(8));
    socket.send(change(9));
    expect(seen).toEqual(['snapshot 7', 'change 8', 'change 9']);
    stop();
  });

  it('answers every change, also one it does not apply', () => {
    const { socket, seen, stop } = follow();
    socket.happen('connect');
    expect(socket.send(change(3))).toBe(true);
    expect(seen).toEqual([]);
    stop();
  });

  it('asks again on a gap and applies nothing until the new snapshot', () => {
    const { socket, seen, stop } = follow();
    socket.happen('connect');
    socket.answerJoin(1);
    socket.send(change(3));
    expect(socket.joins).toHaveLength(1);
    socket.send(change(4));
    expect(socket.joins).toHaveLength(1);
    socket.answerJoin(9);
    socket.send(change(10));
    expect(seen).toEqual(['snapshot 1', 'snapshot 9', 'change 10']);
    stop();
  });

  it('ignores a frame it has already applied', () => {
    const { socket, seen, stop } = follow();
    socket.happen('connect');
    socket.answerJoin(5);
    socket.send(change(5));
    socket.send(change(4));
    expect(seen).toEqual(['snapshot 5']);
    expect(socket.joins).toHaveLength(0);
    stop();
  });

  it('ignores the late answer to a question it has asked again', () => {
    const { socket, seen, stop } = follow();
    socket.happen('connect');
    socket.happen('connect');
    socket.answerJoin(1);
    socket.answerJoin(2);
    expect(seen).toEqual(['snapshot 2']);
    stop();
  });

  it('asks again when an answer does not come', () => {
    const { socket, stop } = follow();
    socket.happen('connect');
    vi.advanceTimersByTime(10_000);
    expect(socket.joins).toHaveLength(2);
    stop();
  });

  it('is stale within 5 seconds of the last frame and says since when', () => {
    const { socket, seen, stop } = follow();
    socket.happen('connect');
    socket.answerJoin(1);
    vi.advanceTimersByTime(2_000);
    socket.send(change(2));
    vi.advanceTimersByTime(3_500);
    expect(seen.at(-1)).toBe('change 2');
    vi.advanceTimersByTime(1_000);
    expect(seen.at(-1)).toBe('stale since 1002000');
    stop();
  });

  it('is fresh again with the first frame after that', () => {
    const { socket, seen, stop } = follow();
    socket.happen('connect');
    socket.answerJoin(1);
    vi.advanceTimersByTime(6_000);
    socket.happen('disconnect');
    socket.happen('connect');
    socket.answerJoin(40);
    expect(seen.slice(-2)).toEqual(['snapshot 40', 'fresh']);
    stop();
  });

  it('knocks again when the server has closed the door, which a socket does not do by itself', () => {
    const { socket, stop } = follow();
    socket.active = false;
    socket.happen('connect_error');
    vi.advanceTimersByTime(3_000);
    expect(socket.connects).toBe(2);
    stop();
  });

  it('leaves reconnecting to the socket while that is at it', () => {
    const { socket, stop } = follow();
    socket.happen('disconnect');
    vi.advanceTimersByTime(60_000);
    expect(socket.connects).toBe(1);
    stop();
  });

  it('tells a refusal and asks again later', () => {
    const { socket, seen, stop } = follow();
    socket.happen('connect');
    socket.joins.shift()?.({ ok: false, code: 'FORBIDDEN' });
    expect(seen).toEqual(['refused FORBIDDEN']);
    vi.advanceTimersByTime(10_000);
    socket.answerJoin(1);
    expect(seen).toContain('snapshot 1');
    stop();
  });

  it('leaves no timer and no socket behind', () => {
    const { socket, stop } = follow();
    socket.happen('connect');
    stop();
    expect(socket.isClosed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
