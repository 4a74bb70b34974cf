import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeCalm } from '../../../web/live/make-calm.ts';
import { type FlowsSocket, makeFlowsFeed } from '../../../web/live/make-flows-feed.ts';

class Line implements FlowsSocket {
  active = true;
  connects = 0;
  isClosed = false;
  readonly #listeners = new Map<string, (...args: never[]) => void>();
  connect(): void {
    this.connects += 1;
  }
  disconnect(): void {
    this.isClosed = true;
  }
  on(event: string, listener: (...args: never[]) => void): void {
    this.#listeners.set(event, listener);
  }
  happen(event: 'connect' | 'disconnect' | 'connect_error' | 'flows:changed'): void {
    (this.#listeners.get(event) as (() => void) | undefined)?.();
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the feed of flows', () => {
  const start = () => {
    const line = new Line();
    const heard: string[] = [];
    const stop = makeFlowsFeed(
      line,
      { changed: () => heard.push('changed'), connected: (isConnected) => heard.push(isConnected ? 'on' : 'off') },
      () => 0.5,
    );
    return { line, heard, stop };
  };

  it('says what changed, and on every connection that something may have', () => {
    const { line, heard } = start();
    line.happen('connect');
    line.happen('flows:changed');
    line.happen('disconnect');
    line.happen('connect');
    expect(heard).toEqual(['on', 'changed', 'changed', 'off', 'on', 'changed']);
  });

  it('knocks again when the server closed the door, and leaves it to the line otherwise', () => {
    const { line } = start();
    line.happen('disconnect');
    vi.advanceTimersByTime(10_000);
    expect(line.connects).toBe(1);
    line.active = false;
    line.happen('connect_error');
    vi.advanceTimersByTime(3_000);
    expect(line.connects).toBe(2);
  });

  it('is silent once it was stopped', () => {
    const { line, heard, stop } = start();
    line.active = false;
    line.happen('disconnect');
    stop();
    heard.length = 0;
    line.happen('flows:changed');
    line.happen('connect');
    line.happen('disconnect');
    vi.advanceTimersByTime(10_000);
    expect([heard, line.isClosed, line.connects]).toEqual([[], true, 1]);
  });
});

describe('calm', () => {
  it('acts at once, then once for all that comes meanwhile', () => {
    let acts = 0;
    const calm = makeCalm(
      () => {
        acts += 1;
      },
      () => 1_000,
    );
    calm.ask();
    calm.ask();
    calm.ask();
    expect(acts).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(acts).toBe(2);
    vi.advanceTimersByTime(5_000);
    expect(acts).toBe(2);
    calm.ask();
    calm.ask();
    calm.stop();
    vi.advanceTimersByTime(5_000);
    expect(acts).toBe(3);
  });
});
