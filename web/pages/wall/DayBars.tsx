import { createMemo, type JSX } from 'solid-js';
import type { YardSummary } from '../../../domain/wire/http-api.ts';
import { HourBars } from '../../charts/HourBars.tsx';
import { shownHours, stacksOfHours } from '../../charts/hour-stacks.ts';
import { text } from '../../text/language.ts';
import { kstHour } from './wall-figures.ts';

/** The day's hours, stacked by grade; the bar of this hour grows. */
export function DayBars(props: { hours: YardSummary['hours']; now: number }): JSX.Element {
  const currentHour = createMemo(() => kstHour(props.now));
  const hours = createMemo(() => shownHours(stacksOfHours(props.hours), currentHour()));
  return (
    <div class="wall-day">
      <p class="wall-label">
        {text().wall.hours} <small>{text().common.t}</small>
      </p>
      <HourBars hours={hours()} currentHour={currentHour()} width={620} height={270} label={text().wall.hours} />
    </div>
  );
}
