import { For, type JSX } from 'solid-js';
import type { LevelState } from '../../../domain/wire/programme-api.ts';
import { SelfAssessed } from '../../desk/programme/SelfAssessed.tsx';
import { SourceMark } from '../../desk/programme/SourceMark.tsx';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';

/** 기업제조혁신역량 수준: points on a bar of a thousand with the thresholds of its levels. */
export function CapabilityScale(props: { state: LevelState }): JSX.Element {
  const capability = () => props.state.capability;
  const share = (points: number): string => `${(points / capability().outOf) * 100}%`;
  return (
    <section class="panel scale">
      <h2>
        {text().levelPage.capabilityScale} <SelfAssessed />
      </h2>
      <p class="scale-now">
        {capability().level === null
          ? text().levelPage.notJudged
          : text().programme.capabilityLevel(capability().level ?? 0)}{' '}
        <small class="quiet">{text().levelPage.score(count(capability().score), count(capability().outOf))}</small>
      </p>
      <div class="points-bar" aria-hidden="true">
        <i style={{ width: share(capability().score) }} />
        <For each={capability().thresholds}>
          {(threshold) => (
            <b style={{ left: share(threshold.points) }}>
              <span>{threshold.level}</span>
            </b>
          )}
        </For>
      </div>
      <p class="scale-note quiet">
        {capability().unjudged.length > 0 ? `${text().levelPage.unjudged(capability().unjudged.length)}. ` : ''}
        {text().levelPage.thresholdNote}{' '}
        <For each={capability().thresholds.slice(0, 1)}>{(threshold) => <SourceMark item={threshold} />}</For>
      </p>
    </section>
  );
}
