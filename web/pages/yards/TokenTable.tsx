import { For, type JSX } from 'solid-js';
import type { WallToken } from '../../../domain/wire/http-api.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';

/** The wall display addresses in force. */
export function TokenTable(props: {
  tokens: readonly WallToken[];
  yardName: (id: string) => string;
  revoke: (id: string) => void;
}): JSX.Element {
  const moment = (time: string): string => `${text().date.day(time.slice(0, 10))} ${timeOf(time)}`;
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>
            <th>{text().tokens.yard}</th>
            <th>{text().tokens.name}</th>
            <th>{text().tokens.created}</th>
            <th>{text().tokens.used}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          <For each={props.tokens}>
            {(token) => (
              <tr>
                <td>{props.yardName(token.yard)}</td>
                <td>{token.name}</td>
                <td>
                  {moment(token.createdAt)} <span class="quiet">{token.createdBy}</span>
                </td>
                <td>{token.usedAt === null ? text().tokens.never : moment(token.usedAt)}</td>
                <td class="number">
                  <button type="button" class="button small" onClick={() => props.revoke(token.id)}>
                    {text().tokens.revoke}
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
