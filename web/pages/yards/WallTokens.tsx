import { createSignal, For, type JSX, Show } from 'solid-js';
import type { WallTokenGrant, YardList } from '../../../domain/wire/http-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { ApiError } from '../../api/request.ts';
import { createWallToken, fetchWallTokens, revokeWallToken } from '../../api/wall-tokens.ts';
import { Answered, Failure } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { TokenAddress } from './TokenAddress.tsx';
import { TokenTable } from './TokenTable.tsx';

/** Addresses that show one yard on a wall: made here, seen once, revoked here. */
export function WallTokens(props: { yards: YardList['yards'] }): JSX.Element {
  const tokens = createAnswer(() => 'tokens', fetchWallTokens);
  const [granted, setGranted] = createSignal<WallTokenGrant>();
  const [failure, setFailure] = createSignal<ApiError>();

  const attempt = async (act: () => Promise<void>): Promise<void> => {
    setFailure(undefined);
    try {
      await act();
      tokens.ask();
    } catch (error) {
      setFailure(error instanceof ApiError ? error : new ApiError('INTERNAL', undefined, { cause: error }));
    }
  };
  const create = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    void attempt(async () => {
      setGranted(await createWallToken({ yard: String(data.get('yard')), name: String(data.get('name')).trim() }));
      form.reset();
    });
  };

  return (
    <Panel
      title={text().tokens.title}
      note={text().tokens.lead}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <form class="token-form" onSubmit={create}>
        <label class="field">
          <span>{text().tokens.yard}</span>
          <select class="input" name="yard" required>
            <For each={props.yards}>{(yard) => <option value={yard.id}>{yard.name}</option>}</For>
          </select>
        </label>
        <label class="field">
          <span>{text().tokens.name}</span>
          <input
            class="input"
            name="name"
            required
            maxlength="64"
            pattern=".*\S.*"
            placeholder={text().tokens.namePlaceholder}
          />
        </label>
        <button type="submit" class="button primary" disabled={props.yards.length === 0}>
          {text().tokens.create}
        </button>
      </form>
      <Show when={failure()}>{(error) => <Failure error={error()} />}</Show>
      <Show when={granted()}>{(grant) => <TokenAddress yard={grant().yard} token={grant().token} />}</Show>
      <Answered answer={tokens} lines={2}>
        {(list) => (
          <Show when={list().tokens.length > 0} fallback={<Notice level="quiet">{text().tokens.empty}</Notice>}>
            <TokenTable
              tokens={list().tokens}
              yardName={(id) => props.yards.find((yard) => yard.id === id)?.name ?? id}
              revoke={(id) => void attempt(() => revokeWallToken(id))}
            />
          </Show>
        )}
      </Answered>
    </Panel>
  );
}
