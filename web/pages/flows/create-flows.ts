import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { DAY_MS, type EpochMs } from '../../../domain/units.ts';
import { type Answer, createAnswer } from '../../api/create-answer.ts';
import { fetchFlows } from '../../api/flows.ts';
import {
  comparedSpans,
  grainOf,
  isRunning,
  type RangeChoice,
  type Span,
  spanOf,
  wireSpan,
} from '../../desk/procurement/spans.ts';
import { makeCalm } from '../../live/make-calm.ts';
import { makeFlowsFeed } from '../../live/make-flows-feed.ts';
import { openSocket } from '../../live/open-socket.ts';
import { type Cube, cubeOf } from './cube.ts';

/** Live answers of a long span cost more than they tell. */
const CALM_MS = { short: 2_000, long: 15_000 };
const SHORT_MS = 2 * DAY_MS;
/** The live line tells at once; this is for when it is cut. */
const REFRESH_MS = 60_000;

export interface Flows {
  readonly span: Accessor<Span>;
  readonly compared: Accessor<{ readonly before: Span; readonly lastYear: Span }>;
  readonly every: Accessor<'1h' | '1d' | '1w' | '1mo'>;
  readonly now: Answer<Cube>;
  /** `undefined` until it has come */
  readonly before: Accessor<Cube | undefined>;
  readonly lastYear: Accessor<Cube | undefined>;
  /** true while now lies in the span */
  readonly isLive: Accessor<boolean>;
  /** this machine's time of the newest answer; `null` before the first */
  readonly heardAt: Accessor<EpochMs | null>;
  /** true once the live line or an answer is missing */
  readonly isStale: Accessor<boolean>;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The cube of a range and those it is compared with, asked again whenever a flow changes while the range is running. */
export function createFlows(choice: Accessor<RangeChoice>): Flows {
  const key = createMemo(() => JSON.stringify(choice()));
  const span = createMemo(() => spanOf(choice()));
  const every = createMemo(() => grainOf(span()));
  const [clock, setClock] = createSignal(Date.now());
  const compared = createMemo(() => comparedSpans(choice(), clock()), undefined, { equals: isSame });
  const [heardAt, setHeardAt] = createSignal<EpochMs | null>(null);
  const [isCut, setCut] = createSignal(false);
  const ask = async (asked: Span): Promise<Cube> => cubeOf(await fetchFlows({ ...wireSpan(asked), every: every() }));
  const now = createAnswer(key, async () => {
    const cube = await ask(span());
    setHeardAt(Date.now());
    return cube;
  });
  // what it is compared with is asked for after what is shown, and once where both spans are one
  const memo = (asked: () => Span | null) =>
    createMemo(() => (now.value() === undefined ? null : asked()), undefined, { equals: isSame });
  const isOneSpan = (): boolean => isSame(compared().before, compared().lastYear);
  const before = createAnswer(
    memo(() => compared().before),
    ask,
  );
  const yearAgo = createAnswer(
    memo(() => (isOneSpan() ? null : compared().lastYear)),
    ask,
  );
  const lastYear = (): Cube | undefined => (isOneSpan() ? before.value() : yearAgo.value());
  const isLive = (): boolean => isRunning(span(), Date.now());

  const calm = makeCalm(
    () => {
      if (isLive()) now.ask();
    },
    () => (span().to - span().from <= SHORT_MS ? CALM_MS.short : CALM_MS.long),
  );
  let isFirst = true;
  const stop = makeFlowsFeed(openSocket(), {
    changed() {
      // the first connection comes with the page's own first question
      if (!isFirst) calm.ask();
      isFirst = false;
    },
    connected: (isConnected) => setCut(!isConnected),
  });
  const timer = setInterval(() => {
    setClock(Date.now());
    calm.ask();
  }, REFRESH_MS);
  createEffect(on(key, () => setHeardAt(null), { defer: true }));
  onCleanup(() => {
    stop();
    calm.stop();
    clearInterval(timer);
  });
  const isStale = (): boolean => isLive() && (isCut() || (now.error() !== undefined && heardAt() !== null));
  return { span, compared, every, now, before: before.value, lastYear, isLive, heardAt, isStale };
}
