import { createMemo, createSignal, type JSX, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import type { YardSummary } from '../../../domain/wire/http-api.ts';
import { bucketSum, foldedStacks, highestOfDays, OTHER_KEYS } from '../../charts/bucket-stacks.ts';
import type { HistoryDress } from '../../charts/history-option.ts';
import { Failure } from '../../desk/Answered.tsx';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { kilograms } from '../../text/weights.ts';
import { deskColours } from '../../ui/desk-colours.ts';
import { keyColours } from '../../ui/key-colours.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { createHistory } from './create-history.ts';
import type { DayAddress } from './day-address.ts';
import { HistoryChoices } from './HistoryChoices.tsx';
import { HistoryLegend } from './HistoryLegend.tsx';
import { HistoryTable } from './HistoryTable.tsx';
import { bucketNames, spanName } from './history-names.ts';
import { askedKind, askedRange } from './history-range.ts';
import { RestatedDays } from './RestatedDays.tsx';

const HistoryChart = lazy(async () => ({
  default: (await import('../../charts/HistoryChart.tsx')).HistoryChart,
}));

/** Throughput of a day, week, month, year or a week's shifts; range and split stand in the address. */
export function HistoryPanel(props: {
  yard: string;
  day: string;
  today: string;
  shifts: YardSummary['shifts'];
  /** today's hours as they happen; `null` for a day past */
  liveHours: YardSummary['hours'] | null;
  search: DayAddress;
  setSearch: (change: Partial<Record<keyof DayAddress, string | null>>) => void;
}): JSX.Element {
  const [isTable, setTable] = createSignal(false);
  const range = createMemo(() => askedRange(props.search, props.shifts));
  const kind = createMemo(() => askedKind(props.search));
  const history = createHistory(() => ({
    yard: props.yard,
    day: props.day,
    today: props.today,
    range: range(),
    kind: kind(),
    shifts: props.shifts,
    liveHours: props.liveHours,
  }));
  const names = createMemo(() => bucketNames(range(), props.shifts, text()));
  const shown = createMemo(() => {
    const known = history.throughput.value();
    return known && foldedStacks(known.stacks, kind());
  });
  const marked = createMemo(() => {
    const stacks = shown();
    return stacks === undefined ? new Set<number>() : highestOfDays(stacks, kstDay, history.isRestated);
  });
  const colour = createMemo(() => keyColours(kind(), shown()?.keys ?? []));
  const keyName = (key: string): string => {
    if (key === OTHER_KEYS) return text().history.others;
    if (kind() === 'grade') return gradeName(text(), key);
    if (kind() === 'partner') return key === '' ? text().history.noPartner : key;
    return text().direction[key as 'inbound'] ?? text().direction.unknown;
  };
  const dress = (): HistoryDress => ({
    ...deskColours(),
    keyName,
    keyColour: colour(),
    axisName: names().axis,
    bucketName: names().full,
    isRestated: history.isRestated,
    marked: marked(),
    kilograms,
    total: text().yard.total,
    restated: text().restatements.mark,
  });
  const restatedDays = () =>
    history.restatedDays
      .value()
      ?.days.filter(({ restated }) => restated)
      .map(({ day }) => day) ?? [];
  const source = (): string => {
    const from = history.throughput.value()?.source;
    if (from === undefined || from === 'live') return '';
    return text().history.source(text().system.histories[from] ?? from);
  };
  const title = (): string => `${text().history.titles[range()]}, ${text().history.by[kind()]}`;
  return (
    <Panel
      class="wide history"
      title={title()}
      failed={text().common.panelFailed}
      retry={text().common.retry}
      note={
        <>
          {text().history.note} <span class="history-source">{source()}</span>
        </>
      }
    >
      <HistoryChoices
        range={range()}
        kind={kind()}
        hasShifts={props.shifts.length > 0}
        name={spanName(range(), history.span(), text())}
        day={props.day}
        today={props.today}
        setSearch={props.setSearch}
      />
      <Switch
        fallback={
          <div class="chart">
            <Skeleton lines={8} label={text().common.loading} />
          </div>
        }
      >
        <Match when={history.throughput.value() === undefined && history.throughput.error()}>
          {(error) => (
            <div class="chart">
              <Failure error={error()} retry={history.throughput.ask} />
            </div>
          )}
        </Match>
        <Match when={shown()}>
          {(stacks) => (
            <Show
              when={stacks().times.some((_, bucket) => bucketSum(stacks(), bucket) > 0)}
              fallback={
                <div class="chart">
                  <Notice level="quiet">{text().history.empty}</Notice>
                </div>
              }
            >
              <Show when={kind() !== 'grade'}>
                <HistoryLegend keys={stacks().keys} name={keyName} colour={colour()} />
              </Show>
              <Suspense fallback={<div class="chart" />}>
                <HistoryChart stacks={stacks()} dress={dress()} label={title()} />
              </Suspense>
              <p class="history-foot">
                <RestatedDays yard={props.yard} days={restatedDays()} />
                <button
                  type="button"
                  class="button small"
                  aria-expanded={isTable()}
                  onClick={() => setTable(!isTable())}
                >
                  {isTable() ? text().history.hideTable : text().common.table}
                </button>
              </p>
              <Show when={isTable()}>
                <HistoryTable
                  stacks={stacks()}
                  keyName={keyName}
                  bucketName={names().full}
                  bucketHead={
                    text().history.bucket[
                      history.span().every === '1h' ? 'hour' : range() === 'shift' ? 'shift' : 'day'
                    ] ?? ''
                  }
                  skipsEmpty={range() !== 'day'}
                  isRestated={history.isRestated}
                />
              </Show>
            </Show>
          )}
        </Match>
      </Switch>
      <Show when={history.restatedDays.error()}>
        {(error) => <Failure error={error()} retry={history.restatedDays.ask} />}
      </Show>
    </Panel>
  );
}
