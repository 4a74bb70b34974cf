import { A, useParams, useSearchParams } from '@solidjs/router';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { INDICATORS } from '../../../domain/programme/data/indicator-definitions.ts';
import type { IndicatorState } from '../../../domain/wire/programme-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchIndicators } from '../../api/programme.ts';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { Answered } from '../../desk/Answered.tsx';
import { ProgrammeGate } from '../../desk/programme/ProgrammeGate.tsx';
import { SelfAssessed } from '../../desk/programme/SelfAssessed.tsx';
import { instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { momentWords } from '../../text/moments.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { RowsBehind } from './RowsBehind.tsx';
import { sourcesOf } from './sources.ts';
import './indicator.css';

/** One indicator of a yard: what it means, how it is counted, its trend and the rows behind it. */
export function IndicatorPage(): JSX.Element {
  const params = useParams<{ project: string; indicator: string }>();
  const [search, setSearch] = useSearchParams<{ yard: string; hour: string }>();
  const indicators = createAnswer(() => params.project, fetchIndicators);
  const found = (list: readonly IndicatorState[]): IndicatorState | undefined =>
    list.find(({ id, yard }) => id === params.indicator && (search.yard === undefined || yard === search.yard));
  const levels = (): string => `/programme/${encodeURIComponent(params.project)}/levels`;
  return (
    <ProgrammeGate>
      <div class="programme-page indicator-page">
        <p class="quiet">
          <A href={levels()}>{text().indicator.back}</A>
        </p>
        <Answered answer={indicators} lines={8}>
          {(known) => (
            <Show
              when={found(known().indicators)}
              fallback={<Notice level="warning">{text().indicator.missing}</Notice>}
            >
              {(one) => <Indicator one={one()} hour={search.hour ?? null} choose={(hour) => setSearch({ hour })} />}
            </Show>
          )}
        </Answered>
      </div>
    </ProgrammeGate>
  );
}

function Indicator(props: {
  one: IndicatorState;
  /** hour whose rows are shown; null: the one measured last */
  hour: string | null;
  choose: (hour: string) => void;
}): JSX.Element {
  const unit = (): string => text().indicator.units[props.one.unit] ?? '';
  const value = (figure: number | null): string =>
    figure === null ? '–' : `${figure.toLocaleString('en-US', { maximumFractionDigits: 2 })}${unit()}`;
  const points = createMemo(() =>
    props.one.trend.map(({ hour, value: of }) => ({ at: instant(hour) ?? 0, value: of })),
  );
  const rows = createMemo(() => [...props.one.trend].reverse());
  const definition = (): string =>
    text().programme.nameOf({ name: props.one.definition, nameEn: props.one.definitionEn });
  return (
    <>
      <header>
        <h1>{text().programme.nameOf(props.one)}</h1>
        <p class="quiet">
          {props.one.yard} <SelfAssessed />
        </p>
      </header>
      <section class="panel indicator-now">
        <div>
          <p class="indicator-figure">{value(props.one.value)}</p>
          <p class={`indicator-verdict ${props.one.state}`}>
            {text().indicator.states[props.one.state]}{' '}
            <Show when={props.one.hour}>
              {(hour) => (
                <span class="quiet">{text().indicator.measuredAt(momentWords(text(), hour(), Date.now()))}</span>
              )}
            </Show>
          </p>
        </div>
        <Sparkline
          points={points()}
          target={props.one.target}
          label={text().indicator.sparkLabel(text().programme.nameOf(props.one), props.one.trend.length)}
          width={420}
          height={96}
        />
      </section>
      <div class="indicator-grid">
        <Panel title={text().indicator.definition} failed={text().common.panelFailed} retry={text().common.retry}>
          <p>{definition()}</p>
          <h3>{text().indicator.query}</h3>
          <p>
            {INDICATORS[props.one.id].countedFrom === 'sessions'
              ? text().indicator.fromSessions
              : text().indicator.hourly}
          </p>
          <h3>{text().indicator.target}</h3>
          <p>
            {props.one.target === null ? '–' : text().indicator.rule[props.one.direction](value(props.one.target))}.{' '}
            {text().indicator.targetStanding(text().programme.standings[props.one.targetStanding])}
          </p>
          <h3>{text().indicator.pages}</h3>
          <ul class="behind">
            <For each={sourcesOf(props.one.id)}>
              {(source) => (
                <li>
                  <A href={source.address(props.one.yard)}>{text().indicator.behind[source.name]}</A>
                </li>
              )}
            </For>
          </ul>
        </Panel>
        <Panel title={text().indicator.rowsTitle} failed={text().common.panelFailed} retry={text().common.retry}>
          <Show when={rows().length > 0} fallback={<Notice level="quiet">{text().indicator.noRows}</Notice>}>
            <div class="table-scroll indicator-rows">
              <table class="tight">
                <thead>
                  <tr>
                    <th>{text().indicator.hour}</th>
                    <th class="number">{text().project.kpi}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={rows()}>
                    {(row) => (
                      <tr>
                        <td>
                          <button
                            type="button"
                            class="link-button"
                            aria-pressed={row.hour === (props.hour ?? props.one.hour)}
                            onClick={() => props.choose(row.hour)}
                          >
                            {momentWords(text(), row.hour, 0)}
                          </button>
                        </td>
                        <td class="number">{value(row.value)}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
          </Show>
        </Panel>
      </div>
      <RowsBehind one={props.one} unit={unit()} hour={props.hour} />
    </>
  );
}
