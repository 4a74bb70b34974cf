import { useNavigate, useSearchParams } from '@solidjs/router';
import { createSignal, type JSX, onMount, Show } from 'solid-js';
import { ApiError } from '../../api/request.ts';
import { logIn } from '../../api/session.ts';
import { isOwnPath } from '../../desk/session.ts';
import { switchLanguage, text } from '../../text/language.ts';
import { errorSentence } from '../../text/phrases.ts';
import { Notice } from '../../ui/Notice.tsx';
import { showPreferredTheme } from '../../ui/theme.ts';
import './login.css';

/** User and password; afterwards back to where one came from. */
export function LoginPage(): JSX.Element {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ from?: string }>();
  const [failure, setFailure] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  onMount(showPreferredTheme);

  const submit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(undefined);
    try {
      await logIn(String(form.get('user')), String(form.get('password')));
      const from = search.from;
      navigate(from !== undefined && isOwnPath(from) ? from : '/', { replace: true });
    } catch (error) {
      setFailure(error instanceof ApiError ? error.code : 'INTERNAL');
    } finally {
      setBusy(false);
    }
  };

  return (
    <main class="login">
      <form onSubmit={(event) => void submit(event)}>
        <h1>{text().product}</h1>
        <p class="quiet">{text().login.lead}</p>
        <label class="field">
          <span>{text().login.user}</span>
          <input class="input" name="user" autocomplete="username" required maxlength="64" autofocus />
        </label>
        <label class="field">
          <span>{text().login.password}</span>
          <input
            class="input"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            maxlength="256"
          />
        </label>
        <button type="submit" class="button primary" disabled={isBusy()}>
          {isBusy() ? text().login.busy : text().login.submit}
        </button>
        <div class="login-failure" aria-live="polite">
          <Show when={failure()}>{(code) => <Notice level="alarm">{errorSentence(text(), code())}</Notice>}</Show>
        </div>
      </form>
      <button type="button" class="button plain small" onClick={switchLanguage}>
        {text().language.other}
      </button>
    </main>
  );
}
