import { createMemo, type JSX } from 'solid-js';
import type { Totals, Visit } from '../../../domain/wire/http-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchThroughput } from '../../api/series.ts';
import { shownHours, stacksOfSeries, sumOfStacks } from '../../charts/hour-stacks.ts';
import { Answered } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { daySpan } from './create-day-visits.ts';
import { Figures } from './Figures.tsx';
import { MixPanel } from './MixPanel.tsx';
import { ThroughputPanel } from './ThroughputPanel.tsx';
import { dayFigures } from './today-figures.ts';

/** A day that is over, from the series; the trucks are those of the visits table below. */
export function PastDay(props: {
  yard: string;
  day: string;
  visits: readonly Visit[];
  /** false while older visits of the day have not been loaded */
  isComplete: boolean;
}): JSX.Element {
  const series = createAnswer(
    () => `${props.yard} ${props.day}`,
    async () => {
      const span = { yard: props.yard, ...daySpan(props.day) };
      const [byGrade, byDirection] = await Promise.all([
        fetchThroughput({ ...span, by: 'grade' }),
        fetchThroughput({ ...span, by: 'direction' }),
      ]);
      return { stacks: stacksOfSeries(byGrade), directions: sumOfStacks(stacksOfSeries(byDirection)) };
    },
  );
  const trucks = createMemo(
    () => props.visits.filter(({ status, closedAt }) => status === 'closed' && closedAt?.startsWith(props.day)).length,
  );
  return (
    <Answered answer={series} lines={8}>
      {(day) => {
        const totals = (): Totals => ({
          trucks: trucks(),
          inboundKg: day().directions.inbound ?? 0,
          outboundKg: day().directions.outbound ?? 0,
          grades: sumOfStacks(day().stacks),
        });
        return (
          <div class="yard-panels">
            <Figures figures={dayFigures(totals(), text(), props.isComplete)} />
            <ThroughputPanel hours={shownHours(day().stacks)} />
            <MixPanel grades={totals().grades} />
          </div>
        );
      }}
    </Answered>
  );
}
