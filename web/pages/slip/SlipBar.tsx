import { createSignal, For, type JSX, Show } from 'solid-js';
import type { Language, Slip } from '../../../domain/wire/slips-api.ts';
import { cancelSlip, issueSlip, slipPdfUrl } from '../../api/slips.ts';
import { Failure } from '../../desk/Answered.tsx';
import { ConfirmStep } from '../../desk/ConfirmStep.tsx';
import { createAction } from '../../desk/create-action.ts';
import { standingOf } from '../../slips/slip-photos.ts';
import { LANGUAGE_NAMES, text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';

/** What can be done with a slip; paper does not have it. `send` is left out for those who may only read. */
export function SlipBar(props: {
  slip: Slip;
  language: Language;
  choose: (language: Language) => void;
  send: ((act: () => Promise<unknown>) => Promise<void>) | undefined;
}): JSX.Element {
  const [cancels, setCancels] = createSignal(false);
  const issuing = createAction();
  return (
    <div class="slip-bar">
      <div class="slip-bar-row">
        <button type="button" class="button primary" onClick={() => window.print()}>
          {text().slip.print}
        </button>
        <a class="button" href={slipPdfUrl(props.slip.visit, props.slip.version, props.language)} download="">
          {text().slip.pdf}
        </a>
        <fieldset class="segments" aria-label={text().slip.language}>
          <For each={['ko', 'en'] as const}>
            {(one) => (
              <button type="button" aria-pressed={props.language === one} onClick={() => props.choose(one)}>
                {LANGUAGE_NAMES[one]}
              </button>
            )}
          </For>
        </fieldset>
        <span class="spring" />
        <Show when={props.send}>
          {(send) => (
            <>
              <Show when={props.slip.due || standingOf(props.slip) === 'cancelled'}>
                <button
                  type="button"
                  class="button"
                  disabled={issuing.isBusy()}
                  onClick={() => void issuing.run(() => send()(() => issueSlip(props.slip.visit)))}
                >
                  {text().slip.reissue}
                </button>
              </Show>
              <Show when={standingOf(props.slip) === 'issued' && !cancels()}>
                <button type="button" class="button" onClick={() => setCancels(true)}>
                  {text().slip.cancel}
                </button>
              </Show>
            </>
          )}
        </Show>
      </div>
      <Show when={issuing.failure()}>{(error) => <Failure error={error()} />}</Show>
      <Show when={cancels() && props.send}>
        {(send) => (
          <ConfirmStep
            name={text().slip.cancel}
            lead={text().slip.cancelLead}
            reasons={text().slip.cancelReasons}
            act={(reason) => send()(() => cancelSlip(props.slip.visit, reason))}
            close={() => setCancels(false)}
          />
        )}
      </Show>
      <Show when={props.slip.due}>
        <Notice level="warning">{text().slip.due}</Notice>
      </Show>
    </div>
  );
}
