import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { ErrorBody } from '../../../domain/wire/http-api.ts';
import { ApiError } from '../../api/request.ts';
import type { PhotoAnswer, PhotoQuestion } from '../../columns/photos/photo-question.ts';
import type { ShownPhoto } from '../../columns/photos/photo-store.ts';
import type { FromWorker, Lists, ToWorker } from './photo-worker-messages.ts';

/** What of the photos fits, with the buckets it was counted into. */
export interface Answered {
  readonly question: PhotoQuestion;
  readonly answer: PhotoAnswer;
  readonly names: Lists;
  /** how long the worker took */
  readonly ms: number;
}

export interface Photos {
  readonly rows: Accessor<number>;
  /** as the server counted them */
  readonly total: Accessor<number | null>;
  readonly isDone: Accessor<boolean>;
  readonly error: Accessor<ApiError | undefined>;
  /** why the server refused, in its own words */
  readonly refusal: Accessor<string | undefined>;
  readonly answered: Accessor<Answered | undefined>;
  readonly retry: () => void;
  /** rows that fit, newest first */
  readonly rowsFrom: (from: number, count: number) => Promise<readonly ShownPhoto[]>;
}

/**
 * The photos of an address of `/api/columns/inspections`, held and filtered by a worker: the page only ever sees counts
 * and the rows in sight. While one question is worked on, only the newest of those that follow waits.
 */
export function createPhotos(path: Accessor<string>, question: Accessor<PhotoQuestion>): Photos {
  const worker = new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module' });
  const [rows, setRows] = createSignal(0);
  const [total, setTotal] = createSignal<number | null>(null);
  const [isDone, setDone] = createSignal(false);
  const [error, setError] = createSignal<ApiError>();
  const [refusal, setRefusal] = createSignal<string>();
  const [answered, setAnswered] = createSignal<Answered>();
  const wanted = new Map<number, (rows: readonly ShownPhoto[]) => void>();
  let lastId = 0;
  let loadId = 0;
  let asked: { readonly id: number; readonly question: PhotoQuestion } | null = null;
  let waits = false;

  const tell = (message: ToWorker): void => worker.postMessage(message);
  const newId = (): number => {
    lastId += 1;
    return lastId;
  };
  const ask = (): void => {
    if (asked !== null) {
      waits = true;
      return;
    }
    asked = { id: newId(), question: question() };
    tell({ type: 'ask', ...asked });
  };
  const load = (): void => {
    loadId = newId();
    asked = null;
    setError(undefined);
    setRefusal(undefined);
    setDone(false);
    setRows(0);
    setTotal(null);
    tell({ type: 'load', id: loadId, path: path() });
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'rows') {
      wanted.get(data.id)?.(data.rows);
      wanted.delete(data.id);
    } else if (data.type === 'answer') {
      if (asked?.id !== data.id) return;
      setAnswered({ question: asked.question, answer: data.answer, names: data.names, ms: data.ms });
      asked = null;
      if (waits) {
        waits = false;
        ask();
      }
    } else if (data.id === loadId) {
      if (data.type === 'failed') {
        setError(new ApiError(data.code as ErrorBody['code'] | 'NETWORK', data.requestId));
        setRefusal(data.message);
        return;
      }
      setRows(data.rows);
      setTotal(data.total);
      setDone(data.isDone);
      ask();
    }
  });
  createEffect(on(path, load));
  createEffect(on(question, ask, { defer: true }));
  onCleanup(() => worker.terminate());
  const rowsFrom: Photos['rowsFrom'] = (from, count) =>
    new Promise((resolve) => {
      const id = newId();
      wanted.set(id, resolve);
      tell({ type: 'rows', id, from, count });
    });
  return { rows, total, isDone, error, refusal, answered, retry: load, rowsFrom };
}
