import type { JSX } from 'solid-js';
import { formatKst, kstDay } from '../../../domain/kst-time.ts';
import { TimeBars } from '../../charts/TimeBars.tsx';
import type { Tick } from '../../charts/time-ticks.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { count, kilograms } from '../../text/weights.ts';
import { deskColours } from '../../ui/desk-colours.ts';
import { gradeColour } from '../../ui/grade-colours.ts';
import type { Bars } from './fold-flows.ts';
import { type Grain, nextStart, type Window } from './grain.ts';
import { panned, toMinutes, zoomed } from './history-address.ts';

/** Bars by grade over a window that wheel, drag and keys move. */
export function ZoomChart(props: {
  bars: Bars;
  window: Window;
  unit: 'tonnes' | 'photos';
  label: string;
  move: (window: Window) => void;
  resized: (width: number) => void;
}): JSX.Element {
  const data = () => {
    const { grain, starts, keys, values } = props.bars;
    return { starts, ends: starts.map((start) => nextStart(start, grain)), keys, values };
  };
  const isWeight = (): boolean => props.unit === 'tonnes';
  const dress = () => {
    const { quiet, line, text: strong } = deskColours();
    return {
      ...{ quiet, line, strong, keyColour: gradeColour, tickName, unit: isWeight() ? 1_000 : 1 },
      valueName: (value: number) => (value < 10 && value % 1 !== 0 ? value.toFixed(1) : count(value)),
    };
  };
  const tooltip = (bucket: number): string[] => {
    const { grain, starts, keys, values } = props.bars;
    const parts = keys.flatMap((key, place) => {
      const value = values[bucket * keys.length + place] ?? 0;
      return value === 0 ? [] : [{ key, value }];
    });
    const words = (value: number): string => (isWeight() ? `${kilograms(value)} kg` : count(value));
    const total = parts.reduce((sum, { value }) => sum + value, 0);
    return [
      bucketName(starts[bucket] ?? 0, grain),
      ...parts.map(({ key, value }) => `${gradeName(text(), key)}  ${words(value)}`),
      `${text().past.total}  ${words(total)}`,
    ];
  };
  return (
    <TimeBars
      data={data()}
      window={props.window}
      grain={props.bars.grain}
      dress={dress()}
      label={props.label}
      tooltip={tooltip}
      zoom={(factor, around) => props.move(toMinutes(zoomed(props.window, factor, around)))}
      pan={(by) => props.move(toMinutes(panned(props.window, by, Date.now())))}
      resized={props.resized}
    />
  );
}

/** What a tick begins: an hour, a day, a month or a year. */
export function tickName({ at, kind }: Tick): string {
  const clock = formatKst(at);
  if (kind === 'year') return clock.slice(0, 4);
  if (kind === 'hour') return clock.slice(11, 16);
  const [month, date] = [Number(clock.slice(5, 7)), Number(clock.slice(8, 10))];
  return kind === 'month' && date === 1 ? text().history.dayShort(month, date) : text().history.dayShort(month, date);
}

/** A bucket in words: an hour of a day, a day, the days of a week, a month. */
export function bucketName(start: number, grain: Grain): string {
  const day = kstDay(start);
  if (grain === '1h') return `${text().date.day(day)} ${formatKst(start).slice(11, 16)}`;
  if (grain === '1d') return `${day.slice(0, 4)} · ${text().date.day(day)}`;
  if (grain === '1w') return text().past.window(day, kstDay(nextStart(start, grain) - 1));
  return day.slice(0, 7);
}
