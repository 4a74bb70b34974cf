import { For, type JSX, Show } from 'solid-js';
import type { GradeScore, ModelScores } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { count } from '../../text/weights.ts';
import { GradeSwatch } from '../../ui/GradeSwatch.tsx';
import { gradeRows, hundredths } from './scores.ts';

/** Precision, recall and F1 of each grade, F1 with its interval drawn, and F1 before. */
export function ScoreTable(props: { scores: ModelScores; before: ModelScores | null }): JSX.Element {
  return (
    <div class="table-scroll">
      <table class="tight scores">
        <thead>
          <tr>
            <th>{text().models.grade}</th>
            <th class="number">{text().models.count}</th>
            <th class="number">{text().models.precision}</th>
            <th class="number">{text().models.recall}</th>
            <Show when={props.before}>
              <th class="number">{text().models.f1Before}</th>
            </Show>
            <th class="number">{text().models.f1}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          <For each={gradeRows(props.scores, props.before)}>
            {(row) => (
              <tr classList={{ few: row.isFew }} title={row.isFew ? text().models.few(count(row.now.photos)) : ''}>
                <td>
                  <GradeSwatch bucket={row.grade} /> {gradeName(text(), row.grade)}
                </td>
                <td class="number">{count(row.now.photos)}</td>
                <td class="number">{hundredths(row.now.precision)}</td>
                <td class="number">{hundredths(row.now.recall)}</td>
                <Show when={props.before}>
                  <td class="number quiet">{row.before === null ? '–' : hundredths(row.before.f1)}</td>
                </Show>
                <td class="number nowrap">
                  <b>{hundredths(row.now.f1)}</b>{' '}
                  <small>
                    ({hundredths(row.now.low)}–{hundredths(row.now.high)})
                  </small>
                </td>
                <td class="interval-cell">
                  <Interval score={row.now} before={row.before} />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

/** F1 as a stroke on its interval from 0 to 100; a thin stroke is the version before. */
function Interval(props: { score: GradeScore; before: GradeScore | null }): JSX.Element {
  return (
    <svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <line class="axis" x1="0" x2="100" y1="6" y2="6" />
      <line class="span" x1={props.score.low * 100} x2={props.score.high * 100} y1="6" y2="6" />
      <Show when={props.before}>
        {(before) => <line class="before" x1={before().f1 * 100} x2={before().f1 * 100} y1="1" y2="11" />}
      </Show>
      <line class="point" x1={props.score.f1 * 100} x2={props.score.f1 * 100} y1="1" y2="11" />
    </svg>
  );
}
