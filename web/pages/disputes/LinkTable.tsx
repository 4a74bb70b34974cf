import { For, type JSX } from 'solid-js';
import type { PartnerLink } from '../../../domain/wire/slips-api.ts';
import { createNow } from '../../live/create-now.ts';
import { instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';

/** The links that were made, each with its end. */
export function LinkTable(props: {
  links: readonly PartnerLink[];
  yardName: (id: string) => string;
  revoke: (id: string) => void;
}): JSX.Element {
  const now = createNow(60_000);
  const words = () => text().partnerLinks;
  const moment = (time: string): string => momentWords(text(), time, now());
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>
            <th>{words().partner}</th>
            <th>{words().yard}</th>
            <th>{words().made}</th>
            <th>{words().until}</th>
            <th>{words().used}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          <For each={props.links}>
            {(link) => (
              <tr>
                <td>{link.partner}</td>
                <td>{props.yardName(link.yard)}</td>
                <td>
                  {moment(link.createdAt)} <span class="quiet">{link.createdBy}</span>
                </td>
                <td>{(instant(link.expiresAt) ?? 0) < now() ? words().expired : moment(link.expiresAt)}</td>
                <td>{link.usedAt === null ? words().never : moment(link.usedAt)}</td>
                <td class="number">
                  <button type="button" class="button small" onClick={() => props.revoke(link.id)}>
                    {words().revoke}
                  </button>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
