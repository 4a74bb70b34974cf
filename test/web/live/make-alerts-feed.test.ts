import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AlertsSocket, makeAlertsFeed } from '../../../web/live/make-alerts-feed.ts';

/** A socket without a line: the test plays the server. */
function fakeSocket() {
  const listeners = new Map<string, (...args: never[]) => void>();
  const socket = {
    active: true,
    connect: vi.fn(),
    disconnect: vi.fn(),
    on: (event: string, listener: (...args: never[]) => void) => listeners.set(event, listener),
  };
  return { socket: socket as typeof socket & AlertsSocket, happen: (event: string) => listeners.get(event)?.() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('connects, and says whenever alerts changed', () => {
  const { socket, happen } = fakeSocket();
  const changed = vi.fn();
  makeAlertsFeed(socket, changed);
  expect(socket.connect).toHaveBeenCalledOnce();
  happen('alerts:changed');
  happen('alerts:changed');
  expect(changed).toHaveBeenCalledTimes(2);
});

it('knocks again when the server closed the door, and leaves the rest to the socket', () => {
  const { socket, happen } = fakeSocket();
  makeAlertsFeed(socket, vi.fn(), () => 0.5);
  happen('disconnect');
  vi.advanceTimersByTime(10_000);
  expect(socket.connect).toHaveBeenCalledOnce();
  socket.active = false;
  happen('disconnect');
  happen('connect_error');
  vi.advanceTimersByTime(2_999);
  expect(socket.connect).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(1);
  expect(socket.connect).toHaveBeenCalledTimes(2);
});

it('is silent once stopped', () => {
  const { socket, happen } = fakeSocket();
  const changed = vi.fn();
  const stop = makeAlertsFeed(socket, changed);
  stop();
  socket.active = false;
  happen('alerts:changed');
  happen('disconnect');
  vi.advanceTimersByTime(10_000);
  expect(changed).not.toHaveBeenCalled();
  expect(socket.connect).toHaveBeenCalledOnce();
  expect(socket.disconnect).toHaveBeenCalledOnce();
});
