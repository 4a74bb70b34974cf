import { A, useNavigate } from '@solidjs/router';
import { For, type JSX } from 'solid-js';
import type { Dispute } from '../../../domain/wire/slips-api.ts';
import { createNow } from '../../live/create-now.ts';
import { Deadline, DisputeState } from '../../slips/DisputeMarks.tsx';
import { subjectWords } from '../../slips/dispute-words.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';

/** One row per dispute, in the order of the answer. */
export function DisputeTable(props: { disputes: readonly Dispute[]; isEnded?: boolean }): JSX.Element {
  const navigate = useNavigate();
  const now = createNow(60_000);
  const words = () => text().disputes;
  const address = (dispute: Dispute): string => `/disputes/${encodeURIComponent(dispute.id)}`;
  return (
    <div class="table-scroll">
      <table class="dispute-table">
        <thead>
          <tr>
            <th>{props.isEnded ? words().endedAt : words().deadline}</th>
            <th>{words().subject}</th>
            <th>{words().partner}</th>
            <th>{words().slip}</th>
            <th>{words().yard}</th>
            <th>{words().opened}</th>
            <th>{words().state}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.disputes}>
            {(dispute) => (
              // the link in the row serves the keyboard; the row itself only widens what a mouse may hit
              <tr onClick={() => navigate(address(dispute))}>
                <td>
                  <Deadline dispute={dispute} />
                </td>
                <td>
                  <A href={address(dispute)} onClick={(event) => event.stopPropagation()}>
                    {subjectWords(text(), dispute.subject)}
                  </A>
                </td>
                <td class="cut" title={dispute.partner}>
                  {dispute.partner}
                </td>
                <td>
                  {dispute.slip} <span class="quiet">{text().slip.version(dispute.slipVersion)}</span>
                </td>
                <td>{dispute.yardName}</td>
                <td>{momentWords(text(), dispute.openedAt, now())}</td>
                <td>
                  <DisputeState dispute={dispute} />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
