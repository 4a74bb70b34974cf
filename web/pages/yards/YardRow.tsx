import { A } from '@solidjs/router';
import { type JSX, onCleanup, Show } from 'solid-js';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchSummary } from '../../api/yards.ts';
import { text } from '../../text/language.ts';
import { count, tonnes } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';

const REFRESH_MS = 10_000;

/** One yard of the list with its figures of today; a dash where a figure has not come. */
export function YardRow(props: { id: string; name: string }): JSX.Element {
  const summary = createAnswer(() => props.id, fetchSummary);
  const timer = setInterval(summary.ask, REFRESH_MS);
  onCleanup(() => clearInterval(timer));
  const known = () => (summary.error() === undefined ? summary.value() : undefined);
  const state = (): { level: 'alarm' | 'warning' | null; words: string } => {
    const value = known();
    if (value === undefined) return { level: null, words: summary.error() === undefined ? '' : text().common.none };
    if (!value.collector.online) return { level: 'alarm', words: text().yards.away };
    if (value.problems.length === 0) return { level: null, words: text().yards.ok };
    const isAlarm = value.problems.some(({ level }) => level === 'alarm');
    return { level: isAlarm ? 'alarm' : 'warning', words: text().yards.problems(value.problems.length) };
  };
  return (
    <tr>
      <td>
        <A href={`/yards/${props.id}`}>{props.name}</A>
      </td>
      <td class="number">{known() === undefined ? '–' : tonnes(known()?.today.inboundKg ?? 0)}</td>
      <td class="number">{known() === undefined ? '–' : count(known()?.today.trucks ?? 0)}</td>
      <td class="number">{known() === undefined ? '–' : count(known()?.openVisits.length ?? 0)}</td>
      <td>
        <span class={`state ${state().level ?? ''}`}>
          <Show when={state().level}>{(level) => <Icon name={level()} />}</Show> {state().words}
        </span>
      </td>
      <td class="number">
        <a class="button small" href={`/wall/${props.id}`} target="_blank" rel="noopener">
          {text().common.wall}
        </a>
      </td>
    </tr>
  );
}
