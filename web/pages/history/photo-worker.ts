import { PhotoStore } from '../../columns/photos/photo-store.ts';
import { readPhotos } from '../../columns/photos/read-photos.ts';
import type { FromWorker, Lists, ToWorker } from './photo-worker-messages.ts';

/** The thread that holds the photos of the history page: it reads, filters and counts them, and hands out rows. */
let store = new PhotoStore();
let load: { readonly id: number; readonly abort: AbortController } | null = null;
let latestAsk = 0;

const say = (message: FromWorker): void => postMessage(message);
/** Lets messages in that wait: a newer question ends the work on an older one. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

addEventListener('message', ({ data }: MessageEvent<ToWorker>): void => {
  if (data.type === 'load') void read(data.id, data.path);
  else if (data.type === 'ask') void answer(data);
  else say({ type: 'rows', id: data.id, from: data.from, rows: store.window(data.from, data.count) });
});

function lists(): Lists {
  const { yard, camera, partner, direction, grade } = store.names;
  return { yard: [...yard], camera: [...camera], partner: [...partner], direction: [...direction], grade: [...grade] };
}

async function read(id: number, path: string): Promise<void> {
  load?.abort.abort();
  const abort = new AbortController();
  load = { id, abort };
  store = new PhotoStore();
  const own = store;
  try {
    const response = await fetch(path, { credentials: 'same-origin', signal: abort.signal });
    if (!response.ok || response.body === null) {
      const body = (await response.json().catch(() => ({}))) as { code?: string; requestId?: string; message?: string };
      say({ type: 'failed', id, code: body.code ?? 'INTERNAL', requestId: body.requestId, message: body.message });
      return;
    }
    const header = response.headers.get('x-rows');
    const total = header === null ? null : Number(header);
    const tell = (isDone: boolean): void =>
      say({ type: 'loaded', id, rows: own.length, total, isDone, names: lists() });
    for await (const chunk of readPhotos(response.body, own.codes)) {
      if (load.id !== id) return;
      own.add(chunk);
      tell(false);
      await turn();
    }
    tell(true);
  } catch {
    if (load.id === id) say({ type: 'failed', id, code: 'NETWORK', requestId: undefined, message: undefined });
  }
}

async function answer({ id, question }: Extract<ToWorker, { type: 'ask' }>): Promise<void> {
  latestAsk = id;
  const own = store;
  const begun = performance.now();
  const turns = own.ask(question);
  for (;;) {
    const step = turns.next();
    if (step.done) {
      say({ type: 'answer', id, answer: step.value, names: lists(), ms: performance.now() - begun });
      return;
    }
    await turn();
    if (latestAsk !== id || own !== store) return;
  }
}
