import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { YardList } from '../../../domain/wire/http-api.ts';
import type { PartnerLinkGrant } from '../../../domain/wire/slips-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchPartnerLinks, makePartnerLink, revokePartnerLink } from '../../api/partner-links.ts';
import { fetchSlips } from '../../api/slips.ts';
import { Answered, Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LinkAddress } from './LinkAddress.tsx';
import { LinkTable } from './LinkTable.tsx';

const DAYS = [1, 7, 14, 30, 90] as const;
const USUAL_DAYS = 14;
/** slips whose partners are offered by name */
const RECENT = 500;

/** Links of limited life for partners: made here, seen once, revoked here. */
export function PartnerLinks(props: { yards: YardList['yards']; yard: string | undefined }): JSX.Element {
  const words = () => text().partnerLinks;
  const [yard, setYard] = createSignal(props.yard ?? props.yards[0]?.id ?? '');
  const links = createAnswer(
    () => 'links',
    () => fetchPartnerLinks(),
  );
  const recent = createAnswer(yard, (of) => fetchSlips({ yard: of, limit: RECENT }));
  const partners = createMemo(() => {
    const names = (recent.value()?.slips ?? []).map(({ partner }) => partner).filter((name) => name !== null);
    return [...new Set(names)].sort((a, b) => a.localeCompare(b, 'ko'));
  });
  const [granted, setGranted] = createSignal<PartnerLinkGrant>();
  const action = createAction();
  const make = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    void action.run(async () => {
      const [partner, days] = [String(data.get('partner')).trim(), Number(data.get('days'))];
      setGranted(await makePartnerLink({ yard: yard(), partner, days }));
      links.ask();
    });
  };
  const revoke = (id: string): void => {
    void action.run(async () => {
      await revokePartnerLink(id);
      if (granted()?.id === id) setGranted(undefined);
      links.ask();
    });
  };
  return (
    <Panel
      class="partner-links"
      title={words().title}
      note={words().lead}
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <form class="link-form" onSubmit={make}>
        <label class="field">
          <span>{words().yard}</span>
          <select class="input" name="yard" value={yard()} onChange={(event) => setYard(event.currentTarget.value)}>
            <For each={props.yards}>
              {(one) => (
                <option value={one.id} selected={one.id === yard()}>
                  {one.name}
                </option>
              )}
            </For>
          </select>
        </label>
        <label class="field">
          <span>
            {words().partner} ({words().partnerHint})
          </span>
          <input class="input" name="partner" list="link-partners" required maxlength="64" pattern=".*\S.*" />
          <datalist id="link-partners">
            <For each={partners()}>{(name) => <option value={name} />}</For>
          </datalist>
        </label>
        <label class="field">
          <span>{words().days}</span>
          <select class="input" name="days">
            <For each={DAYS}>
              {(days) => (
                <option value={days} selected={days === USUAL_DAYS}>
                  {words().daysWords(days)}
                </option>
              )}
            </For>
          </select>
        </label>
        <button type="submit" class="button primary" disabled={action.isBusy() || yard() === ''}>
          {words().make}
        </button>
      </form>
      <Show when={action.failure()}>{(error) => <Failure error={error()} />}</Show>
      <Show when={granted()}>{(grant) => <LinkAddress grant={grant()} />}</Show>
      <Answered answer={links} lines={2}>
        {(list) => (
          <Show when={list().links.length > 0} fallback={<Notice level="quiet">{words().none}</Notice>}>
            <LinkTable
              links={list().links}
              yardName={(id) => props.yards.find((one) => one.id === id)?.name ?? id}
              revoke={revoke}
            />
          </Show>
        )}
      </Answered>
    </Panel>
  );
}
