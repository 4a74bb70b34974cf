import { A, useParams, useSearchParams } from '@solidjs/router';
import { createMemo, type JSX, Match, onCleanup, Show, Switch } from 'solid-js';
import type { Language, Slip } from '../../../domain/wire/slips-api.ts';
import { createFollowed } from '../../api/create-followed.ts';
import { fetchSlip, issueSlip } from '../../api/slips.ts';
import { Answered, Failure } from '../../desk/Answered.tsx';
import { createAction } from '../../desk/create-action.ts';
import { mayManage, useSession } from '../../desk/session.ts';
import { SentLine } from '../../slips/SentLine.tsx';
import { SlipDocument } from '../../slips/SlipDocument.tsx';
import { language, text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { SlipBar } from './SlipBar.tsx';
import { SlipSide } from './SlipSide.tsx';
import { versionAsked } from './slip-address.ts';
import './slip-page.css';

/** A new version is on its way: how often it is asked for. */
const DUE_POLL_MS = 5_000;

/** The slip of a visit, any version of it, as it prints. */
export function SlipPage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const [search, setSearch] = useSearchParams<{ version?: string; language?: string }>();
  const session = useSession();
  const visit = (): string => params.id ?? '';
  const version = (): number | undefined => versionAsked(search.version);
  const paper = (): Language => (search.language === 'ko' || search.language === 'en' ? search.language : language());
  // the language alone asks for nothing new
  const asked = createMemo(() => `${visit()} ${version() ?? ''}`);
  const followed = createFollowed(asked, () => fetchSlip(visit(), version()));
  const slip = followed.answer.value;
  const isWaiting = (): boolean => slip()?.due === true || followed.answer.error()?.code === 'NOT_FOUND';
  const timer = setInterval(() => isWaiting() && followed.answer.ask(), DUE_POLL_MS);
  onCleanup(() => clearInterval(timer));

  const newest = (of: Slip | undefined): number => Math.max(0, ...(of?.versions ?? []).map(({ version: one }) => one));
  const send = (act: () => Promise<unknown>): Promise<void> => {
    const before = newest(slip());
    setSearch({ version: undefined });
    return followed.send(act, (now) => newest(now) > before);
  };
  const issuing = createAction();
  return (
    <div class="slip-page">
      <p class="slip-ways">
        <A href={`/visits/${encodeURIComponent(visit())}`}>← {text().slip.back}</A>
        <Show when={slip()}>
          {(known) => <A href={`/slips?yard=${known().yard}&day=${dayOf(known())}`}>{text().slip.all}</A>}
        </Show>
      </p>
      <SentLine state={followed.sendState()} words={text().slip} />
      <Switch>
        <Match when={slip()}>
          {(known) => (
            <>
              <SlipBar
                slip={known()}
                language={paper()}
                choose={(next) => setSearch({ language: next })}
                send={mayManage(session) ? send : undefined}
              />
              <div class="slip-desk">
                <SlipDocument slip={known()} language={paper()} />
                <SlipSide slip={known()} />
              </div>
            </>
          )}
        </Match>
        <Match when={followed.answer.error()?.code === 'NOT_FOUND'}>
          <div class="slip-missing">
            <h1>{text().slip.missing}</h1>
            <Notice level="quiet">{text().slip.missingLead}</Notice>
            <Show when={mayManage(session)}>
              <button
                type="button"
                class="button primary"
                disabled={issuing.isBusy()}
                onClick={() => void issuing.run(() => send(() => issueSlip(visit())))}
              >
                {text().slip.issue}
              </button>
            </Show>
            <Show when={issuing.failure()}>{(error) => <Failure error={error()} />}</Show>
          </div>
        </Match>
        <Match when={true}>
          <Answered answer={followed.answer} lines={12}>
            {() => null}
          </Answered>
        </Match>
      </Switch>
    </div>
  );
}

/** The KST day in a slip's number. */
const dayOf = ({ number }: Slip): string => `${number.slice(0, 4)}-${number.slice(4, 6)}-${number.slice(6, 8)}`;
