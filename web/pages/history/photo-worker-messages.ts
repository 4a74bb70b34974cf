import type { NameLists } from '../../columns/photos/photo-chunk.ts';
import type { PhotoAnswer, PhotoQuestion } from '../../columns/photos/photo-question.ts';
import type { ShownPhoto } from '../../columns/photos/photo-store.ts';

/** What the page tells the worker. A newer `load` takes the place of an older one, a newer `ask` of an older one. */
export type ToWorker =
  | { readonly type: 'load'; readonly id: number; readonly path: string }
  | { readonly type: 'ask'; readonly id: number; readonly question: PhotoQuestion }
  | { readonly type: 'rows'; readonly id: number; readonly from: number; readonly count: number };

export type Lists = Pick<NameLists, 'yard' | 'camera' | 'partner' | 'direction' | 'grade'>;

/** What the worker tells the page. */
export type FromWorker =
  | {
      readonly type: 'loaded';
      readonly id: number;
      readonly rows: number;
      /** as the server counted them; null when it did not say */
      readonly total: number | null;
      readonly isDone: boolean;
      readonly names: Lists;
    }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly code: string;
      readonly requestId: string | undefined;
      readonly message: string | undefined;
    }
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly answer: PhotoAnswer;
      readonly names: Lists;
      readonly ms: number;
    }
  | { readonly type: 'rows'; readonly id: number; readonly from: number; readonly rows: readonly ShownPhoto[] };
