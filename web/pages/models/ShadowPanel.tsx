import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import type { Disagreement, YardModels } from '../../../domain/wire/http-api.ts';
import { frameUrl } from '../../api/visits.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { count, percent } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { rightOf } from './scores.ts';

type Shadow = NonNullable<YardModels['shadow']>;

/** Where the version on trial sees a photo otherwise than the one in use. */
export function ShadowPanel(props: { shadow: Shadow | null }): JSX.Element {
  const lead = ({ version, compared, same }: Shadow): string =>
    compared === 0
      ? text().models.comparisonWait(version)
      : text().models.comparisonLead(version, count(compared), percent(same / compared));
  const right = (shadow: Shadow): string => {
    const { seen, current, shadow: trial } = rightOf(shadow.disagreements);
    return seen === 0 ? '' : text().models.trialRight(trial, current, seen);
  };
  return (
    <Panel title={text().models.comparison} failed={text().common.panelFailed} retry={text().common.retry}>
      <Show when={props.shadow} fallback={<Notice level="quiet">{text().models.comparisonNone}</Notice>}>
        {(shadow) => (
          <>
            <p>
              {lead(shadow())} {right(shadow())}
            </p>
            <Show when={shadow().compared > 0}>
              <h3 class="differ">{text().models.differ}</h3>
              <Show when={shadow().disagreements.length > 0} fallback={<p class="quiet">{text().models.noneDiffer}</p>}>
                <ul class="disagreements">
                  <For each={shadow().disagreements}>{(differing) => <Differing photo={differing} />}</For>
                </ul>
              </Show>
            </Show>
          </>
        )}
      </Show>
    </Panel>
  );
}

function Differing(props: { photo: Disagreement }): JSX.Element {
  const said = (name: string, word: Disagreement['current']): JSX.Element => (
    <>
      <dt>{name}</dt>
      <dd classList={{ right: word.grade !== null && word.grade === props.photo.corrected }}>
        <Show when={word.grade} fallback={text().held.title}>
          {(grade) => (
            <>
              <GradeSwatch bucket={grade()} /> {gradeName(text(), grade())}
            </>
          )}
        </Show>{' '}
        <span class="quiet">{word.confidence === null ? '' : `${percent(word.confidence)}%`}</span>
      </dd>
    </>
  );
  return (
    <li>
      <img src={frameUrl(props.photo.sha256, 480)} alt="" loading="lazy" />
      <dl>
        {said(text().models.now, props.photo.current)}
        {said(text().models.trial, props.photo.shadow)}
        <Show when={props.photo.corrected}>
          {(corrected) => (
            <>
              <dt>{text().models.person}</dt>
              <dd>
                <Icon name="stable" /> {gradeName(text(), corrected())}
              </dd>
            </>
          )}
        </Show>
      </dl>
      <p class="quiet">
        {props.photo.device} {timeOf(props.photo.at)}{' '}
        <Show when={props.photo.visit}>
          {(visit) => <A href={`/visits/${encodeURIComponent(visit())}`}>{text().review.visit}</A>}
        </Show>
      </p>
    </li>
  );
}
