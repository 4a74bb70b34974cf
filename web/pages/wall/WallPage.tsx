import { useParams } from '@solidjs/router';
import { createSignal, type JSX, Match, onCleanup, onMount, Switch } from 'solid-js';
import { ApiError } from '../../api/request.ts';
import { openWallSession } from '../../api/session.ts';
import { text } from '../../text/language.ts';
import { showTheme } from '../../ui/theme.ts';
import { makeNightReload } from './night-reload.ts';
import { WallMessage } from './WallMessage.tsx';
import { WallScreen } from './WallScreen.tsx';
import './wall.css';
import './wall-today.css';
import './wall-judged.css';
import './wall-mix.css';
import './wall-who.css';
import './wall-bottom.css';
import './wall-phone.css';

const RETRY_MS = 5_000;

/** The wall display of a yard. A token in the address becomes a cookie and leaves the address at once. */
export function WallPage(): JSX.Element {
  const params = useParams<{ yard: string }>();
  const [door, setDoor] = createSignal<'opening' | 'open' | 'refused'>('opening');
  let retry: ReturnType<typeof setTimeout> | undefined;

  const enter = async (token: string): Promise<void> => {
    try {
      await openWallSession(token);
      setDoor('open');
    } catch (error) {
      const code = error instanceof ApiError ? error.code : 'INTERNAL';
      if (code !== 'NETWORK' && code !== 'INTERNAL' && code !== 'TOO_MANY_REQUESTS') setDoor('refused');
      else retry = setTimeout(() => void enter(token), RETRY_MS);
    }
  };

  onMount(() => {
    showTheme('dark');
    document.documentElement.classList.add('wall');
    const address = new URL(location.href);
    const token = address.searchParams.get('token');
    if (token === null) {
      setDoor('open');
      return;
    }
    address.searchParams.delete('token');
    history.replaceState(history.state, '', address);
    void enter(token);
  });
  onCleanup(makeNightReload());
  onCleanup(() => {
    clearTimeout(retry);
    document.documentElement.classList.remove('wall');
  });

  return (
    <Switch>
      <Match when={door() === 'opening'}>
        <WallMessage title={text().wall.connecting} />
      </Match>
      <Match when={door() === 'refused'}>
        <WallMessage title={text().wall.refused} advice={text().wall.refusedAdvice} />
      </Match>
      <Match when={door() === 'open' && params.yard}>{(yard) => <WallScreen yard={yard()} />}</Match>
    </Switch>
  );
}
