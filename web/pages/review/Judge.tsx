import { type JSX, Show } from 'solid-js';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms, tonnes } from '../../text/weights.ts';
import type { Desk } from './create-desk.ts';
import { DeductionForm } from './DeductionForm.tsx';
import type { Doubt } from './doubts.ts';
import { GradeButtons } from './GradeButtons.tsx';
import { KeepButton } from './KeepButton.tsx';
import { ModelWord } from './ModelWord.tsx';
import { ReasonChips } from './ReasonChips.tsx';

/** What the model said, and one button per grade to say otherwise. */
export function Judge(props: { doubt: Doubt; desk: Desk; canUndo: boolean }): JSX.Element {
  const visit = () => props.doubt.item.visit;
  const judging = (): JSX.Element => (
    <>
      <ModelWord doubt={props.doubt} />
      <KeepButton doubt={props.doubt} desk={props.desk} />
      <GradeButtons doubt={props.doubt} desk={props.desk} />
      <ReasonChips desk={props.desk} />
    </>
  );
  return (
    <section class="judge">
      <header>
        <h2>
          {visit().plate} <span class="quiet">{visit().partner}</span>
        </h2>
        <p>
          <Show when={visit().review}>{(reason) => <b>{text().reviews[reason()]}</b>}</Show>
        </p>
        <dl class="judge-facts">
          <div>
            <dt>{text().review.declared}</dt>
            <dd>{visit().declaredGrade === null ? '–' : gradeName(text(), visit().declaredGrade ?? '')}</dd>
          </div>
          <div>
            <dt>{text().visit.net}</dt>
            <dd>{visit().net === null ? '–' : `${tonnes(visit().net ?? 0)} t`}</dd>
          </div>
          <div title={text().review.atStakeNote}>
            <dt>{text().review.atStake}</dt>
            <dd>{text().won(props.doubt.item.moneyAtRisk)}</dd>
          </div>
        </dl>
      </header>
      <Show when={props.desk.isDeductionOpen() && visit().net !== null && visit().id} keyed fallback={judging()}>
        {(_id) => (
          <DeductionForm
            item={props.doubt.item}
            send={props.desk.deduct}
            close={() => props.desk.act({ does: 'leave' })}
          />
        )}
      </Show>
      <div class="judge-more">
        <button
          type="button"
          class="button"
          disabled={!props.desk.canJudge() || !props.canUndo}
          onClick={(event) => {
            event.currentTarget.blur();
            props.desk.act({ does: 'undo' });
          }}
        >
          {text().review.undo} <kbd>U</kbd>
        </button>
        <button
          type="button"
          class="button judge-deduction"
          aria-expanded={props.desk.isDeductionOpen()}
          disabled={!props.desk.canJudge() || visit().net === null}
          onClick={() => props.desk.act({ does: 'deduction' })}
        >
          <span class="grade-words">
            {text().review.deduction}
            <Show when={visit().deduction || props.doubt.item.suggestedDeduction}>
              {(kg) => (
                <small>
                  {visit().deduction > 0
                    ? text().review.deductionNow(kilograms(kg()))
                    : text().review.suggested(kilograms(kg()))}
                </small>
              )}
            </Show>
          </span>
          <kbd>D</kbd>
        </button>
      </div>
    </section>
  );
}
