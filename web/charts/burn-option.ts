import { STAGES, type Stage } from '../../domain/programme/budget.ts';
import type { BurnPoint } from '../../domain/wire/programme-api.ts';

/** A chart has at most this many buckets; more cost time and show nothing more. */
export const MOST_POINTS = 240;

/** Colours of the four series on every ground, apart in lightness too; the plan is the thin grey one. */
export const STAGE_COLOURS: Readonly<Record<Stage, string>> = {
  planned: '#8793a0',
  committed: '#f0a04b',
  earned: '#2f87c9',
  paid: '#2e9e74',
};

/** Words, colours and formats a burn chart takes from its page. */
export interface BurnDress {
  readonly stageName: (stage: Stage) => string;
  readonly axisName: (day: string) => string;
  readonly dayName: (day: string) => string;
  readonly won: (won: number) => string;
  /** an amount on the axis, short */
  readonly axisWon: (won: number) => string;
  readonly today: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  readonly attention: string;
}

/** Every n-th bucket, so that at most `most` remain; the last, and the last that has happened, always stay. */
export function thinned(points: readonly BurnPoint[], most: number = MOST_POINTS): BurnPoint[] {
  if (points.length <= most) return [...points];
  const lastHappened = points.findLastIndex(({ earned }) => earned !== null);
  const step = Math.ceil(points.length / Math.max(1, most - 2));
  return points.filter((_, place) => place % step === 0 || place === points.length - 1 || place === lastHappened);
}

/** Cumulative won by stage as an S-curve from zero; what has not happened is a gap; a line stands at today. */
export function burnOption(all: readonly BurnPoint[], today: string, dress: BurnDress) {
  const points = thinned(all);
  const now = points.findIndex(({ day }) => day >= today);
  return {
    animation: false,
    textStyle: { fontFamily: '"Pretendard Variable", sans-serif' },
    grid: { left: 4, right: 20, top: 26, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'line' as const, lineStyle: { color: dress.quiet } },
      backgroundColor: dress.surface,
      borderColor: dress.line,
      textStyle: { color: dress.text, fontSize: 13 },
      renderMode: 'richText' as const,
      confine: true,
      formatter: (hits: { dataIndex: number }[]) => tooltip(points[hits[0]?.dataIndex ?? -1], dress),
    },
    xAxis: {
      type: 'category' as const,
      boundaryGap: false,
      data: points.map(({ day }) => day),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: dress.line } },
      axisLabel: {
        color: dress.quiet,
        fontSize: 12,
        hideOverlap: true,
        formatter: dress.axisName,
        interval: (place: number) => isNewMonth(points, place),
      },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      // the shortest step a label can tell apart: without money all of them would say 0만
      minInterval: 10_000,
      splitNumber: 4,
      splitLine: { lineStyle: { color: dress.line } },
      axisLabel: { color: dress.quiet, fontSize: 12, formatter: dress.axisWon },
    },
    series: STAGES.map((stage) => ({
      type: 'line' as const,
      name: dress.stageName(stage),
      data: points.map((point) => point[stage] ?? '-'),
      showSymbol: false,
      connectNulls: false,
      step: stage === 'planned' ? undefined : ('end' as const),
      lineStyle: lineOf(stage),
      itemStyle: { color: STAGE_COLOURS[stage] },
      emphasis: { disabled: true },
      ...(stage === 'planned' && now >= 0 ? { markLine: todayLine(points[now]?.day ?? today, dress) } : {}),
    })),
  };
}

function lineOf(stage: Stage): object {
  const color = STAGE_COLOURS[stage];
  if (stage === 'planned') return { color, width: 1.5 };
  if (stage === 'committed') return { color, width: 2, type: [6, 3] };
  return { color, width: stage === 'earned' ? 3 : 2 };
}

function todayLine(day: string, dress: BurnDress): object {
  return {
    symbol: 'none',
    silent: true,
    animation: false,
    lineStyle: { color: dress.quiet, type: 'dashed', width: 1 },
    label: { formatter: dress.today, color: dress.quiet, fontSize: 12 },
    data: [{ xAxis: day }],
  };
}

/** True for the first bucket of a month. */
function isNewMonth(points: readonly BurnPoint[], place: number): boolean {
  return place === 0 || points[place]?.day.slice(0, 7) !== points[place - 1]?.day.slice(0, 7);
}

function tooltip(point: BurnPoint | undefined, dress: BurnDress): string {
  if (point === undefined) return '';
  const lines = STAGES.flatMap((stage) => {
    const amount = point[stage];
    return amount === null ? [] : [`${dress.stageName(stage)}  ${dress.won(amount)}`];
  });
  return [dress.dayName(point.day), ...lines].join('\n');
}
