import { Index, type JSX, Match, Show, Switch } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import type { Problem } from '../../../domain/wire/http-api.ts';
import { clockSeconds } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { shortProblem } from '../../text/phrases.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { Freshness } from './wall-figures.ts';

/** Problems there is room for. */
const PROBLEMS = 3;

/** What is wrong, how old the data is, what time it is. Silent when nothing is wrong; a band when the data is old. */
export function BottomLine(props: { problems: readonly Problem[]; fresh: Freshness; now: number }): JSX.Element {
  const age = (): string => {
    if (props.fresh.state !== 'fresh' || props.fresh.ageMs === null) return '–';
    const seconds = Math.round(props.fresh.ageMs / 1000);
    return seconds < 1 ? text().date.justNow : text().date.ago(String(seconds));
  };
  const since = (): string => ('since' in props.fresh ? clockSeconds(props.fresh.since) : '');
  return (
    <footer class="wall-bottom" classList={{ alarmed: props.fresh.state !== 'fresh' }}>
      <Switch>
        <Match when={props.fresh.state === 'stale'}>
          <p class="wall-band" role="alert">
            <Icon name="offline" />
            <strong>{text().wall.stale(since())}</strong>
            <span>{text().wall.staleAdvice}</span>
          </p>
        </Match>
        <Match when={props.fresh.state === 'away'}>
          <p class="wall-band" role="alert">
            <Icon name="offline" />
            <strong>{text().wall.away(since())}</strong>
            <span>{text().wall.awayAdvice}</span>
          </p>
        </Match>
        <Match when={true}>
          <ul class="wall-problems">
            <Index each={props.problems.slice(0, PROBLEMS)}>
              {(problem) => (
                <li class={problem().level}>
                  <Icon name={problem().level} /> <span>{shortProblem(text(), problem())}</span>
                </li>
              )}
            </Index>
            <Show when={props.problems.length > PROBLEMS}>
              <li>{text().wall.moreProblems(props.problems.length - PROBLEMS)}</li>
            </Show>
          </ul>
        </Match>
      </Switch>
      <p class="wall-age">
        <span>{text().date.day(kstDay(props.now))}</span>
        <span>
          {text().wall.age} {age()}
        </span>
      </p>
      <p class="wall-clock">{clockSeconds(props.now)}</p>
    </footer>
  );
}
