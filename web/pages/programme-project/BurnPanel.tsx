import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { STAGES } from '../../../domain/programme/budget.ts';
import { FUNDERS, type Funder } from '../../../domain/programme/funding.ts';
import type { BurnSeries } from '../../../domain/wire/programme-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchBurn } from '../../api/programme.ts';
import { BurnChart } from '../../charts/BurnChart.tsx';
import { type BurnDress, STAGE_COLOURS } from '../../charts/burn-option.ts';
import { Answered } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { plainWon } from '../../text/money.ts';
import { deskColours } from '../../ui/desk-colours.ts';
import { Panel } from '../../ui/Panel.tsx';
import { BurnTable } from './BurnTable.tsx';
import { axisWon, paceWords } from './burn-words.ts';
import { ForecastLine } from './ForecastLine.tsx';

/** Is it spent as planned: the four series against time, of all funders or one, with the forecast. */
export function BurnPanel(props: { project: string; version: string }): JSX.Element {
  const [funder, setFunder] = createSignal<Funder | null>(null);
  const [isTable, setTable] = createSignal(false);
  const burn = createAnswer(
    () => `${props.project} ${funder() ?? ''} ${isTable()} ${props.version}`,
    () => fetchBurn(props.project, funder(), isTable() ? 'month' : 'day'),
  );
  return (
    <Panel
      title={text().project.burnTitle}
      class="burn-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
      note={
        <fieldset class="segments">
          <legend class="visually-hidden">{text().project.funder}</legend>
          <For each={[null, ...FUNDERS]}>
            {(choice) => (
              <button type="button" aria-pressed={funder() === choice} onClick={() => setFunder(choice)}>
                {choice === null ? text().project.allFunders : text().programme.funders[choice]}
              </button>
            )}
          </For>
        </fieldset>
      }
    >
      <Answered answer={burn} lines={8}>
        {(series) => <Burn series={series()} isTable={isTable()} toggle={() => setTable(!isTable())} />}
      </Answered>
    </Panel>
  );
}

function Burn(props: { series: BurnSeries; isTable: boolean; toggle: () => void }): JSX.Element {
  const dress = createMemo(
    (): BurnDress => ({
      stageName: (stage) => text().programme.stages[stage],
      axisName: (day) => text().history.monthShort(Number(day.slice(5, 7))),
      dayName: (day) => text().programme.longDay(day),
      won: plainWon,
      axisWon: (won) => axisWon(text().language.own, won),
      today: text().project.today,
      ...deskColours(),
    }),
  );
  return (
    <>
      <p class="chart-lead">{paceWords(text(), props.series.pace)}</p>
      <Show when={props.series.points.length > 0}>
        <ul class="legend">
          <For each={STAGES}>
            {(stage) => (
              <li>
                <i class={`line-swatch ${stage}`} style={{ 'border-color': STAGE_COLOURS[stage] }} />
                {text().programme.stages[stage]}
              </li>
            )}
          </For>
          <li class="chart-toggle">
            <button type="button" class="button small" onClick={() => props.toggle()}>
              {props.isTable ? text().common.chart : text().common.table}
            </button>
          </li>
        </ul>
        <Show when={!props.isTable} fallback={<BurnTable points={props.series.points} />}>
          <BurnChart
            points={props.series.points}
            today={props.series.today}
            dress={dress()}
            label={text().project.burnChart}
          />
        </Show>
      </Show>
      <ForecastLine forecast={props.series.forecast} />
    </>
  );
}
