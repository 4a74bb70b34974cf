import type { YardSummary } from '../../../domain/wire/http-api.ts';
import type { JoinAnswer, YardChange } from '../../../domain/wire/socket-events.ts';
import type { YardSocket } from '../../../web/live/make-yard-feed.ts';

/** A socket without a line: the test plays the server. */
export class FakeSocket implements YardSocket {
  active = true;
  connects = 0;
  isClosed = false;
  /** answers to `yard:join` that the test has not given yet */
  readonly joins: ((answer: JoinAnswer) => void)[] = [];
  readonly #listeners = new Map<string, (...args: never[]) => void>();

  connect(): void {
    this.connects += 1;
  }
  disconnect(): void {
    this.isClosed = true;
  }
  emit(event: string, ...args: unknown[]): void {
    if (event === 'yard:join') this.joins.push(args[1] as (answer: JoinAnswer) => void);
  }
  on(event: string, listener: (...args: never[]) => void): void {
    this.#listeners.set(event, listener);
  }
  /** What the line or the server does. */
  happen(event: 'connect' | 'disconnect' | 'connect_error'): void {
    this.#listeners.get(event)?.();
  }
  /** Sends a change; true when the client answered `received`. */
  send(change: YardChange): boolean {
    let isReceived = false;
    const received = (): void => {
      isReceived = true;
    };
    (this.#listeners.get('yard:changed') as ((change: YardChange, received: () => void) => void) | undefined)?.(
      change,
      received,
    );
    return isReceived;
  }
  answerJoin(frame: number, summary: Partial<YardSummary> = {}): void {
    this.joins.shift()?.({ ok: true, snapshot: { frame, summary: summary as YardSummary } });
  }
}

export function change(frame: number, sections: Partial<YardSummary> = {}): YardChange {
  return { frame, seq: frame, at: '2026-11-22T09:30:00.000+09:00', sections, visits: [] };
}
