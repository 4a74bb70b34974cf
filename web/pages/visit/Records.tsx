import { For, type JSX, Show } from 'solid-js';
import type { VisitDetail } from '../../../domain/wire/http-api.ts';
import { clockSeconds, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { causeWords, gradeName } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { causeOf } from './cause-of.ts';

type Correction = VisitDetail['corrections'][number];

/** Who corrected what and why, and every row the ledger has of this visit. */
export function Records(props: { visit: VisitDetail }): JSX.Element {
  const moment = (time: string): string => `${text().date.day(time.slice(0, 10))} ${clockSeconds(instant(time) ?? 0)}`;
  const words = (correction: Correction): string =>
    [
      correction.frame === null ? '' : text().visit.ofPhoto,
      correction.grade === null ? '' : text().visit.correctedGrade(gradeName(text(), correction.grade)),
      correction.grades === null ? '' : text().visit.correctedMix,
      correction.deductionKg === null ? '' : text().visit.correctedDeduction(kilograms(correction.deductionKg)),
    ]
      .filter((part) => part !== '')
      .join(', ');
  return (
    <div class="visit-columns">
      <Panel title={text().visit.corrections} failed={text().common.panelFailed} retry={text().common.retry}>
        <Show
          when={props.visit.corrections.length > 0}
          fallback={<Notice level="quiet">{text().visit.noCorrections}</Notice>}
        >
          <ul class="corrections">
            <For each={props.visit.corrections}>
              {(correction) => (
                <li>
                  <strong>{words(correction)}</strong>
                  <span>{correction.reason}</span>
                  <span class="quiet">
                    {correction.by} · {moment(correction.at)}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Panel>
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
