import { type JSX, Show } from 'solid-js';
import type { Pace, StageSums } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';
import { percent } from '../../text/weights.ts';
import { burnShares } from './burn-shares.ts';

/** Share of the plan that is earned as a bar, the time elapsed as an upright line on it, and the figure beside it. */
export function BurnBar(props: { sums: StageSums; pace: Pace | null }): JSX.Element {
  const shares = () => burnShares(props.sums, props.pace);
  return (
    <Show when={shares()} fallback={<span class="quiet">{text().portfolio.noPlan}</span>}>
      {(known) => (
        <span class="burn-bar">
          <span
            class="burn-track"
            role="img"
            aria-label={text().portfolio.burnLabel(
              percent(known().earned),
              known().elapsed === null ? '–' : percent(known().elapsed ?? 0),
            )}
          >
            <i class="fill" classList={{ behind: known().isBehind }} style={{ width: `${known().fill * 100}%` }} />
            <Show when={known().elapsed !== null}>
              <i class="mark" style={{ left: `${Math.min(1, known().elapsed ?? 0) * 100}%` }} />
            </Show>
          </span>
          <b>{percent(known().earned)}%</b>
        </span>
      )}
    </Show>
  );
}
