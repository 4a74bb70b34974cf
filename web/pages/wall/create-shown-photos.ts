import { type Accessor, createEffect, createSignal, onCleanup, untrack } from 'solid-js';
import type { JudgedFrame } from '../../../domain/wire/http-api.ts';
import { frameUrl } from '../../api/visits.ts';

/** Width in device pixels of the large photo, in steps so that screens of one size share the server's cache. */
export function largeWidth(): number {
  return innerWidth * devicePixelRatio > 2_200 ? 1_600 : 800;
}

/** The judged photos as a wall shows them: a new one appears only when its picture is ready, so none flashes up empty. */
export function createShownPhotos(judged: Accessor<readonly JudgedFrame[]>): Accessor<readonly JudgedFrame[]> {
  const [shown, setShown] = createSignal<readonly JudgedFrame[]>([]);
  let latest = 0;
  createEffect(() => {
    const wanted = judged().map((frame) => ({ ...frame }));
    const first = wanted[0];
    latest += 1;
    const mine = latest;
    if (first === undefined || first.id === untrack(shown)[0]?.id) {
      setShown(wanted);
      return;
    }
    const picture = new Image();
    picture.src = frameUrl(first.sha256, largeWidth());
    const show = (): void => {
      if (mine === latest) setShown(wanted);
    };
    picture.decode().then(show, show); // a photo that does not load still has a grade to show
  });
  onCleanup(() => {
    latest += 1;
  });
  return shown;
}
