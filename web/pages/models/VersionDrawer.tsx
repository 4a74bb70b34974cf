import { type JSX, onMount, Show } from 'solid-js';
import type { ModelScores, ModelVersion } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { gainWords } from './BeforeAfter.tsx';
import { CardText } from './CardText.tsx';
import { ReliabilityPart } from './ReliabilityPart.tsx';
import { ScoreTable } from './ScoreTable.tsx';
import { changeOf, signed, tenths } from './scores.ts';

/** Everything known of one version: figures per grade, whether its confidence holds, its card. */
export function VersionDrawer(props: { version: ModelVersion; close: () => void }): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  const measured = (scores: ModelScores): string =>
    scores.trucks > 0
      ? text().models.measured(count(scores.photos), count(scores.trucks))
      : text().models.measuredNoTrucks(count(scores.photos));
  return (
    <dialog ref={dialog} class="drawer version-drawer" onClose={() => props.close()}>
      <header>
        <h2>
          {props.version.version} <span class="quiet">{text().models.states[props.version.state]}</span>
        </h2>
        <button type="button" class="button small" onClick={() => dialog?.close()}>
          {text().common.close}
        </button>
      </header>
      <Show when={props.version.refusal}>
        {(why) => (
          <Notice level="warning">{text().models.refusedBecause(text().models.refusals[why()] ?? why())}</Notice>
        )}
      </Show>
      <Show when={props.version.scores} fallback={<Notice level="quiet">{text().models.unmeasured}</Notice>}>
        {(scores) => (
          <>
            <section>
              <h3>{text().models.perGrade}</h3>
              <p>
                {measured(scores())} {text().models.accuracy} {tenths(scores().accuracy)}% ({tenths(scores().low)}–
                {tenths(scores().high)}).{' '}
                <Show when={changeOf(props.version)}>{(change) => text().models[change()]}</Show>
              </p>
              <Show when={scores().gain}>
                {(gain) => (
                  <p class="quiet">
                    {text().models.accuracy} {gainWords(gain().accuracy, (one) => `${signed(one * 100, 1)}%p`)},{' '}
                    {text().models.macroF1} {gainWords(gain().macroF1, (one) => signed(one, 3))}.{' '}
                    {text().models.gainNote}
                  </p>
                )}
              </Show>
              <ScoreTable scores={scores()} before={props.version.before} />
            </section>
            <ReliabilityPart title={text().models.reliability} counted={text().models.count} scores={scores()} />
            <Show when={scores().visits}>
              {(visits) => (
                <ReliabilityPart
                  title={text().models.reliabilityVisits}
                  note={text().models.reliabilityTrucks(count(visits().trucks))}
                  counted={text().models.trucks}
                  scores={{
                    calibrationError: visits().calibrationError,
                    reliability: visits().reliability.map(({ trucks, ...bin }) => ({ ...bin, photos: trucks })),
                  }}
                />
              )}
            </Show>
          </>
        )}
      </Show>
      <section>
        <h3>{text().models.card}</h3>
        <Show when={props.version.card.trim() !== ''} fallback={<p class="quiet">{text().models.noCard}</p>}>
          <CardText markdown={props.version.card} />
        </Show>
        <p class="quiet digest">SHA-256 {props.version.sha256}</p>
      </section>
    </dialog>
  );
}
