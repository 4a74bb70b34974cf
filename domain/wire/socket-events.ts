import type { Alert, Visit, YardSummary } from './http-api.ts';

/** Events of the live socket (socket.io). Names are `noun:verb` from the client, `noun:past-tense` from the server. */

/** Everything a screen of a yard shows, as of one moment. */
export interface YardSnapshot {
  /** number of the frame it stands for; the first change after it is `frame + 1` */
  readonly frame: number;
  readonly summary: YardSummary;
}

/** What changed since the frame before: whole sections of the summary, and visits whose rows changed. */
export interface YardChange {
  readonly frame: number;
  readonly seq: number;
  readonly at: string;
  readonly sections: Partial<YardSummary>;
  readonly visits: readonly Visit[];
}

export type JoinAnswer =
  | { readonly ok: true; readonly snapshot: YardSnapshot }
  | { readonly ok: false; readonly code: 'FORBIDDEN' | 'NOT_FOUND' };

export interface ClientEvents {
  /** Joins a yard, or asks again after a missed frame; a socket follows one yard at a time. */
  'yard:join': (yard: string, answer: (joined: JoinAnswer) => void) => void;
  'yard:leave': () => void;
}

export interface ServerEvents {
  /** At most 4 a second; the next one waits for this one's `received`, so a slow client gets fewer. */
  'yard:changed': (change: YardChange, received: () => void) => void;
  /**
   * Every open alert of the yards that the session sees and of the whole system: on connecting and whenever one is raised,
   * seen or resolved. Only for sessions that may read alerts; a yard need not be joined.
   */
  'alerts:changed': (change: { readonly alerts: readonly Alert[] }) => void;
  /**
   * Closed visits of these yards changed: whoever shows flows, slips or disputes asks again. At most every two seconds;
   * only for sessions that may read flows, and only their yards. No figures, since what it may see differs by session.
   */
  'flows:changed': (change: { readonly yards: readonly string[] }) => void;
}
