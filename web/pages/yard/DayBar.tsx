import { type JSX, Show } from 'solid-js';
import { RestatedMark } from '../../desk/RestatedMark.tsx';
import { dayAfter } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { YardLinks } from './YardLinks.tsx';

/** The yard's name, the day shown, and the way to another day, to the review, the models or the wall. */
export function DayBar(props: {
  yard: string;
  name: string;
  day: string;
  today: string;
  isLive: boolean;
  isRestated: boolean;
  choose: (day: string) => void;
}): JSX.Element {
  return (
    <header class="day-bar">
      <h1>{props.name}</h1>
      <span class="day-name">{text().date.day(props.day)}</span>
      <Show when={props.isRestated}>
        <RestatedMark yard={props.yard} day={props.day} />
      </Show>
      <span class={`state ${props.isLive ? 'good' : 'quiet'}`}>{props.isLive ? `● ${text().yard.live}` : ''}</span>
      <span class="spring" />
      <div class="day-choice">
        <button
          type="button"
          class="button"
          aria-label={text().yard.previousDay}
          onClick={() => props.choose(dayAfter(props.day, -1))}
        >
          ‹
        </button>
        <input
          class="input"
          type="date"
          aria-label={text().yard.day}
          value={props.day}
          max={props.today}
          onChange={(event) => event.currentTarget.value !== '' && props.choose(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button"
          aria-label={text().yard.nextDay}
          disabled={props.day >= props.today}
          onClick={() => props.choose(dayAfter(props.day, 1))}
        >
          ›
        </button>
        <button
          type="button"
          class="button"
          disabled={props.day === props.today}
          onClick={() => props.choose(props.today)}
        >
          {text().yard.today}
        </button>
      </div>
      <YardLinks yard={props.yard} day={props.day} />
      <a class="button" href={`/wall/${props.yard}`} target="_blank" rel="noopener">
        {text().common.wall}
      </a>
    </header>
  );
}
