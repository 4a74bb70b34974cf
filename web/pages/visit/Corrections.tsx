import { createSignal, For, type JSX, Show } from 'solid-js';
import type { VisitDetail } from '../../../domain/wire/http-api.ts';
import { clockSeconds, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { gradeName, reasonWords } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { type CorrectionRow, correctionRows } from './correction-rows.ts';
import { WithdrawForm } from './WithdrawForm.tsx';

/** Who corrected what and why, which version learned from it, and the way to take it back. */
export function Corrections(props: {
  visit: VisitDetail;
  withdraw: ((correction: string, reason: string) => Promise<void>) | undefined;
}): JSX.Element {
  const [asked, setAsked] = createSignal<string>();
  const moment = (time: string): string => `${text().date.day(time.slice(0, 10))} ${clockSeconds(instant(time) ?? 0)}`;
  const words = ({ correction }: CorrectionRow): string =>
    [
      correction.withdraws === null ? '' : text().visit.withdraws,
      correction.frame === null ? '' : text().visit.ofPhoto,
      correction.grade === null ? '' : text().visit.correctedGrade(gradeName(text(), correction.grade)),
      correction.grades === null ? '' : text().visit.correctedMix,
      correction.deductionKg === null ? '' : text().visit.correctedDeduction(kilograms(correction.deductionKg)),
    ]
      .filter((part) => part !== '')
      .join(', ');
  const learning = ({ learnedBy }: CorrectionRow): string =>
    learnedBy === null ? text().visit.notLearned : text().visit.learnedBy(learnedBy);
  const mayWithdraw = ({ correction, isWithdrawn }: CorrectionRow): boolean =>
    props.withdraw !== undefined && !isWithdrawn && correction.withdraws === null && asked() !== correction.id;
  return (
    <Panel title={text().visit.corrections} failed={text().common.panelFailed} retry={text().common.retry}>
      <Show
        when={props.visit.corrections.length > 0}
        fallback={<Notice level="quiet">{text().visit.noCorrections}</Notice>}
      >
        <ul class="corrections">
          <For each={correctionRows(props.visit)}>
            {(row) => (
              <li classList={{ withdrawn: row.isWithdrawn }}>
                <strong>{words(row)}</strong>
                <span>{reasonWords(text(), row.correction.reason)}</span>
                <span class="quiet">
                  {row.correction.by} · {moment(row.correction.at)}
                  {row.isWithdrawn ? ` · ${text().visit.withdrawn}` : ''}
                  {row.teaches ? ` · ${learning(row)}` : ''}
                </span>
                <Show when={mayWithdraw(row)}>
                  <button type="button" class="button small" onClick={() => setAsked(row.correction.id)}>
                    {text().visit.withdraw}
                  </button>
                </Show>
                <Show when={asked() === row.correction.id && props.withdraw}>
                  {(withdraw) => (
                    <WithdrawForm
                      send={(reason) => withdraw()(row.correction.id, reason)}
                      close={() => setAsked(undefined)}
                    />
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
}
