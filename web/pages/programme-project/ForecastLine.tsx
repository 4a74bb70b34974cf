import { type JSX, Show } from 'solid-js';
import type { Forecast } from '../../../domain/wire/programme-api.ts';
import { text } from '../../text/language.ts';

/** Cost and date at completion, or why there is none, with the rule in words. */
export function ForecastLine(props: { forecast: Forecast }): JSX.Element {
  const silence = (why: string | null): string => text().project.silence[why ?? ''] ?? '–';
  return (
    <div class="forecast">
      <h3>{text().project.forecastTitle}</h3>
      <dl>
        <div>
          <dt>{text().project.forecastCost}</dt>
          <dd>
            <Show
              when={props.forecast.cost.amount !== null}
              fallback={<span class="quiet">{silence(props.forecast.cost.why)}</span>}
            >
              {text().programme.won(props.forecast.cost.amount ?? 0)}
            </Show>
          </dd>
        </div>
        <div>
          <dt>{text().project.forecastDay}</dt>
          <dd>
            <Show
              when={props.forecast.date.day}
              fallback={<span class="quiet">{silence(props.forecast.date.why)}</span>}
            >
              {(day) =>
                props.forecast.date.reached ? text().project.forecastReached : text().programme.longDay(day())
              }
            </Show>
          </dd>
        </div>
      </dl>
      <p class="quiet small-note">{text().project.forecastRule}</p>
    </div>
  );
}
