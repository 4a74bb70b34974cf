import { Navigate } from '@solidjs/router';
import { For, type JSX, onCleanup, Show } from 'solid-js';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchYards } from '../../api/yards.ts';
import { Answered } from '../../desk/Answered.tsx';
import { homeOf, mayManage, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { WallTokens } from './WallTokens.tsx';
import { YardRow } from './YardRow.tsx';
import './yards.css';

const REFRESH_MS = 15_000;

/** The page that everyone comes to first: who has another one to begin with is led there. */
export function YardsPage(): JSX.Element {
  const home = homeOf(useSession());
  return (
    <Show when={home !== '/'} fallback={<Yards />}>
      <Navigate href={home} />
    </Show>
  );
}

/** The yards of the session, each with its day so far, and the wall displays that hang in them. */
function Yards(): JSX.Element {
  const session = useSession();
  const yards = createAnswer(() => 'yards', fetchYards);
  const timer = setInterval(yards.ask, REFRESH_MS);
  onCleanup(() => clearInterval(timer));
  return (
    <div class="yards">
      <h1>{text().yards.title}</h1>
      <Answered answer={yards} lines={5}>
        {(list) => (
          <>
            <Panel title={text().yard.today} failed={text().common.panelFailed} retry={text().common.retry}>
              <Show when={list().yards.length > 0} fallback={<Notice level="quiet">{text().yards.empty}</Notice>}>
                <div class="table-scroll">
                  <table>
                    <thead>
                      <tr>
                        <th>{text().yards.name}</th>
                        <th class="number">{text().yards.today} (t)</th>
                        <th class="number">{text().yards.trucks}</th>
                        <th class="number">{text().yards.inside}</th>
                        <th>{text().yards.state}</th>
                        <th />
                      </tr>
                    </thead>
                    <tbody>
                      <For each={list().yards.map(({ id }) => id)}>
                        {(id) => <YardRow id={id} name={list().yards.find((yard) => yard.id === id)?.name ?? id} />}
                      </For>
                    </tbody>
                  </table>
                </div>
              </Show>
            </Panel>
            <Show when={mayManage(session)}>
              <WallTokens yards={list().yards} />
            </Show>
          </>
        )}
      </Answered>
    </div>
  );
}
