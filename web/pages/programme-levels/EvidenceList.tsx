import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import type { Evidence, IndicatorState } from '../../../domain/wire/programme-api.ts';
import { attachmentUrl } from '../../api/programme.ts';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { valueWords } from './level-rows.ts';

/** What speaks for an item: live indicators with their trend, documents, remarks. */
export function EvidenceList(props: {
  project: string;
  indicators: readonly IndicatorState[];
  evidence: readonly Evidence[];
}): JSX.Element {
  return (
    <>
      <Show when={props.indicators.length > 0}>
        <ul class="indicator-list">
          <For each={props.indicators}>{(one) => <IndicatorLine project={props.project} indicator={one} />}</For>
        </ul>
      </Show>
      <ul class="evidence-list">
        <For each={props.evidence}>
          {(piece) => (
            <li>
              <span class="quiet">
                {text().levelPage.remarkBy(piece.by, momentWords(text(), piece.at, Date.now()))}
              </span>
              <Show when={piece.text !== ''}>
                <p>{piece.text}</p>
              </Show>
              <Show when={piece.isMet !== null}>
                <span class="quiet">{text().levelPage.states[piece.isMet ? 'met' : 'unmet']}</span>
              </Show>
              <Show when={piece.points !== null}>
                <span class="quiet">
                  {text().levelPage.points} {piece.points}
                </span>
              </Show>
              <Show when={piece.document}>
                {(digest) => (
                  <a href={attachmentUrl(props.project, digest())} target="_blank" rel="noreferrer">
                    {text().project.document}
                  </a>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}

function IndicatorLine(props: { project: string; indicator: IndicatorState }): JSX.Element {
  const one = () => props.indicator;
  const unit = (): string => text().indicator.units[one().unit] ?? '';
  const name = (): string => text().programme.nameOf(one());
  const points = () => one().trend.map(({ hour, value }) => ({ at: instant(hour) ?? 0, value }));
  const address = (): string =>
    `/programme/${encodeURIComponent(props.project)}/indicators/${one().id}?yard=${encodeURIComponent(one().yard)}`;
  return (
    <li>
      <span class="indicator-name">
        <A href={address()}>{name()}</A> <span class="quiet">{one().yard}</span>
      </span>
      <b class={`indicator-value ${one().state}`}>{valueWords(one().value, unit())}</b>
      <span class="quiet indicator-target">
        {text().indicator.target} {one().direction === 'up' ? '≥' : '≤'} {valueWords(one().target, unit())}
      </span>
      <Sparkline
        points={points()}
        target={one().target}
        label={text().indicator.sparkLabel(name(), one().trend.length)}
        width={96}
        height={20}
      />
      <span class={`indicator-state ${one().state}`}>{text().indicator.states[one().state]}</span>
    </li>
  );
}
