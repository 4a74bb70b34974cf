import { For, type JSX } from 'solid-js';
import type { VisitDetail } from '../../../domain/wire/http-api.ts';
import { clockSeconds, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { causeWords } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Corrections } from './Corrections.tsx';
import { causeOf } from './cause-of.ts';

/** Who corrected what and why, and every row the ledger has of this visit. */
export function Records(props: {
  visit: VisitDetail;
  withdraw: ((correction: string, reason: string) => Promise<void>) | undefined;
}): JSX.Element {
  return (
    <div class="visit-columns">
      <Corrections visit={props.visit} withdraw={props.withdraw} />
      <Panel title={text().visit.history} failed={text().common.panelFailed} retry={text().common.retry}>
        <div class="table-scroll history">
          <table class="tight">
            <thead>
              <tr>
                <th>{text().visit.revision}</th>
                <th>{text().visit.time}</th>
                <th>{text().visit.cause}</th>
                <th class="number">{text().yard.net}</th>
              </tr>
            </thead>
            <tbody>
              <For each={[...props.visit.history].reverse()}>
                {(row) => (
                  <tr>
                    <td>{row.revision}</td>
                    <td>{clockSeconds(instant(row.at) ?? 0)}</td>
                    <td>{causeWords(text(), causeOf(row.cause, props.visit))}</td>
                    <td class="number">{row.net === null ? '–' : kilograms(row.net)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Panel>
    </div>
  );
}
