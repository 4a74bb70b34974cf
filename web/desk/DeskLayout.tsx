import { A, useLocation, useNavigate } from '@solidjs/router';
import {
  createEffect,
  createSignal,
  ErrorBoundary,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from 'solid-js';
import { createAnswer } from '../api/create-answer.ts';
import { onLoginLost } from '../api/request.ts';
import { fetchSession, logOut } from '../api/session.ts';
import { switchLanguage, text } from '../text/language.ts';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { showPreferredTheme, switchTheme, theme } from '../ui/theme.ts';
import { AlertBell } from './AlertBell.tsx';
import { Answered } from './Answered.tsx';
import { navigationOf } from './navigation.ts';
import { homeOf, mayManage, SessionContext } from './session.ts';
import './desk.css';

/** The frame of every page at a desk: who is logged in, language, theme. Without a session it leads to the login. */
export function DeskLayout(props: { children?: JSX.Element }): JSX.Element {
  const navigate = useNavigate();
  const location = useLocation();
  const session = createAnswer(() => 'session', fetchSession);
  const toLogin = (): void => {
    if (location.pathname === '/login') return;
    navigate(`/login?from=${encodeURIComponent(location.pathname + location.search)}`, { replace: true });
  };
  onLoginLost(toLogin);
  onCleanup(() => onLoginLost(() => undefined));
  onMount(showPreferredTheme);
  createEffect(() => {
    if (session.error()?.code === 'LOGIN_REQUIRED') toLogin();
  });
  const leave = async (): Promise<void> => {
    await logOut().catch(() => undefined); // an expired session is as good as ended
    navigate('/login');
  };
  const [isOpen, setOpen] = createSignal(false);
  createEffect(
    on(
      () => location.pathname,
      () => setOpen(false),
      { defer: true },
    ),
  );
  return (
    <div class="desk">
      <nav
        class="topbar"
        aria-label={text().navigation.label}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        <A href={homeOf(session.value())} class="brand">
          {text().product}
        </A>
        <div id="topbar-menu" class="topbar-menu" classList={{ open: isOpen() }}>
          <For each={navigationOf(session.value())}>
            {({ group, links }) => (
              <div class="nav-group">
                <span class="nav-title">{text().navigation.groups[group]}</span>
                <For each={links}>
                  {({ page, path }) => (
                    <A href={path} class="topbar-link" end={path === '/'}>
                      {text().navigation.pages[page]}
                    </A>
                  )}
                </For>
              </div>
            )}
          </For>
          <span class="spring" />
          <span class="quiet user">{session.value()?.user}</span>
          <button type="button" class="button plain small" onClick={switchLanguage}>
            {text().language.other}
          </button>
          <button type="button" class="button plain small" onClick={switchTheme}>
            {theme() === 'dark' ? text().common.light : text().common.dark}
          </button>
          <button type="button" class="button plain small" onClick={() => void leave()}>
            {text().common.logout}
          </button>
        </div>
        <Show when={mayManage(session.value()) && session.value()}>
          {(known) => (
            <SessionContext.Provider value={known()}>
              <AlertBell />
            </SessionContext.Provider>
          )}
        </Show>
        <button
          type="button"
          class="button plain small menu-button"
          aria-expanded={isOpen()}
          aria-controls="topbar-menu"
          onClick={() => setOpen(!isOpen())}
        >
          <Icon name={isOpen() ? 'close' : 'menu'} />
          <span>{text().common.menu}</span>
        </button>
      </nav>
      <main>
        <ErrorBoundary fallback={() => <Notice level="warning">{text().common.panelFailed}</Notice>}>
          <Answered answer={session} lines={6}>
            {(known) => (
              <SessionContext.Provider value={known()}>
                <Suspense fallback={<Skeleton lines={6} label={text().common.loading} />}>{props.children}</Suspense>
              </SessionContext.Provider>
            )}
          </Answered>
        </ErrorBoundary>
      </main>
    </div>
  );
}
