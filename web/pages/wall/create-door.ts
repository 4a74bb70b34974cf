import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import { ApiError } from '../../api/request.ts';
import { fetchSession } from '../../api/session.ts';

const CHECK_MS = 5_000;

/**
 * Whether the server still knows this screen. Asked while nothing is heard (`isSilent`), because a socket that is not
 * let in cannot say why; it opens by itself when the server knows the screen again.
 */
export function createDoor(isSilent: Accessor<boolean>): Accessor<'open' | 'refused'> {
  const [door, setDoor] = createSignal<'open' | 'refused'>('open');
  const check = async (): Promise<void> => {
    try {
      await fetchSession();
      setDoor('open');
    } catch (error) {
      if (error instanceof ApiError && error.code === 'LOGIN_REQUIRED') setDoor('refused');
    }
  };
  createEffect(() => {
    if (!isSilent()) {
      setDoor('open');
      return;
    }
    void check();
    const timer = setInterval(() => void check(), CHECK_MS);
    onCleanup(() => clearInterval(timer));
  });
  return door;
}
