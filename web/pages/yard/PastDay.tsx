import type { JSX } from 'solid-js';
import type { DayList } from '../../../domain/wire/http-api.ts';
import type { Answer } from '../../api/create-answer.ts';
import { Answered } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { Figures } from './Figures.tsx';
import { MixPanel } from './MixPanel.tsx';
import { pastFigures } from './today-figures.ts';

/** The head of a day that is over and what it was made of, from its totals; the history stands between. */
export function PastDay(props: {
  yard: string;
  days: Answer<DayList>;
  history: JSX.Element;
  more: JSX.Element;
}): JSX.Element {
  const day = () => props.days.value()?.days[0];
  return (
    <div class="yard-panels">
      <Answered answer={props.days} lines={2}>
        {() => <Figures yard={props.yard} figures={pastFigures(day(), text())} />}
      </Answered>
      {props.history}
      <MixPanel grades={day()?.grades ?? {}} />
      {props.more}
    </div>
  );
}
