import { A, useLocation, useNavigate } from '@solidjs/router';
import { createSignal, ErrorBoundary, type JSX, Match, onCleanup, onMount, Suspense, Switch } from 'solid-js';
import { createAnswer } from '../../api/create-answer.ts';
import { openPartnerSession } from '../../api/partner-links.ts';
import { onLoginLost } from '../../api/request.ts';
import { fetchSession } from '../../api/session.ts';
import { SessionContext } from '../../desk/session.ts';
import { switchLanguage, text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { showPreferredTheme, switchTheme, theme } from '../../ui/theme.ts';
import { EndedLink } from './EndedLink.tsx';
import { tokenOf } from './link-token.ts';
import './partner.css';

/** The frame of a partner's pages: enters by the token of its link, which leaves the address at once, then shows them. */
export function PartnerLayout(props: { children?: JSX.Element }): JSX.Element {
  const location = useLocation();
  const navigate = useNavigate();
  const token = tokenOf(window.location.hash);
  const [hasEnded, setEnded] = createSignal(false);
  let entered = token === null;
  const session = createAnswer(
    () => 'session',
    async () => {
      if (entered || token === null) return await fetchSession();
      const opened = await openPartnerSession(token);
      entered = true;
      return opened;
    },
  );
  onLoginLost(() => setEnded(true));
  onCleanup(() => onLoginLost(() => undefined));
  onMount(() => {
    showPreferredTheme();
    if (token !== null) navigate(location.pathname, { replace: true });
  });
  const isAway = (): boolean => session.error()?.code === 'NETWORK' || session.error()?.code === 'INTERNAL';
  return (
    <div class="partner">
      <header class="partner-bar">
        <A href="/partner" class="brand">
          {session.value()?.partner ?? text().partnerPage.title}
        </A>
        <span class="spring" />
        <button type="button" class="button plain small" onClick={switchTheme}>
          {theme() === 'dark' ? text().common.light : text().common.dark}
        </button>
        <button type="button" class="button plain small" onClick={switchLanguage}>
          {text().language.other}
        </button>
      </header>
      <main>
        <ErrorBoundary fallback={() => <Notice level="warning">{text().common.panelFailed}</Notice>}>
          <Switch>
            <Match when={hasEnded()}>
              <EndedLink />
            </Match>
            <Match when={session.value()?.role === 'partner' && session.value()}>
              {(known) => (
                <SessionContext.Provider value={known()}>
                  <Suspense fallback={<Skeleton lines={6} label={text().common.loading} />}>{props.children}</Suspense>
                </SessionContext.Provider>
              )}
            </Match>
            <Match when={session.value()}>
              <Notice level="warning">
                {text().partnerPage.notPartner} <A href="/">{text().partnerPage.toDesk}</A>
              </Notice>
            </Match>
            <Match when={isAway()}>
              <Notice level="warning">
                {text().partnerPage.offline}{' '}
                <button type="button" class="button small" onClick={session.ask}>
                  {text().partnerPage.tryAgain}
                </button>
              </Notice>
            </Match>
            <Match when={session.error()}>
              <EndedLink />
            </Match>
            <Match when={true}>
              <Skeleton lines={6} label={text().partnerPage.opening} />
            </Match>
          </Switch>
        </ErrorBoundary>
      </main>
    </div>
  );
}
