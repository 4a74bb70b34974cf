import { FOREIGN_STRIPE, UNJUDGED_LINE } from '../ui/grade-colours.ts';
import { type BucketStacks, bucketSum } from './bucket-stacks.ts';

/** Words, colours and formats a chart takes from its page. */
export interface HistoryDress {
  readonly keyName: (key: string) => string;
  readonly keyColour: (key: string) => string;
  /** what stands under a bucket; empty: nothing */
  readonly axisName: (time: number) => string;
  /** what a tooltip calls a bucket */
  readonly bucketName: (time: number) => string;
  readonly isRestated: (time: number) => boolean;
  /** buckets that carry the mark of a restated day */
  readonly marked: ReadonlySet<number>;
  readonly kilograms: (kg: number) => string;
  readonly total: string;
  readonly restated: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  readonly attention: string;
}

/** From this many buckets on bars touch, so that each stays wide enough to see. */
const DENSE_FROM = 60;

/** Bars per bucket stacked by key, in tonnes from zero; a restated day has a mark on it; hover tells kilograms. */
export function historyOption(stacks: BucketStacks, dress: HistoryDress) {
  const { times, keys, kg } = stacks;
  const tonnes = (bucket: number, place: number): number => (kg[bucket * keys.length + place] ?? 0) / 1000;
  return {
    animation: false,
    textStyle: { fontFamily: '"Pretendard Variable", sans-serif' },
    grid: { left: 4, right: 12, top: 16, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const, shadowStyle: { color: dress.line, opacity: 0.35 } },
      backgroundColor: dress.surface,
      borderColor: dress.line,
      textStyle: { color: dress.text, fontSize: 13 },
      renderMode: 'richText' as const,
      confine: true,
      formatter: (points: { dataIndex: number }[]) => tooltip(stacks, points[0]?.dataIndex ?? -1, dress),
    },
    xAxis: {
      type: 'category' as const,
      data: times.map((time) => dress.axisName(time)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: dress.line } },
      axisLabel: {
        color: dress.quiet,
        fontSize: 12,
        hideOverlap: true,
        interval: (index: number) => dress.axisName(times[index] ?? 0) !== '',
      },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      minInterval: 5,
      splitNumber: 4,
      splitLine: { lineStyle: { color: dress.line } },
      axisLabel: { color: dress.quiet, fontSize: 12 },
    },
    series: [
      ...keys.map((key, place) => ({
        type: 'bar' as const,
        name: dress.keyName(key),
        stack: 'throughput',
        barCategoryGap: times.length < DENSE_FROM ? '28%' : '8%',
        itemStyle: barStyle(key, dress.keyColour(key)),
        emphasis: { disabled: true },
        data: times.map((_, bucket) => tonnes(bucket, place)),
      })),
      {
        type: 'scatter' as const,
        name: dress.restated,
        symbol: 'triangle',
        symbolRotate: 180,
        symbolSize: 9,
        symbolOffset: [0, -8],
        itemStyle: { color: dress.attention },
        silent: true,
        data: times.map((time, bucket) => (dress.marked.has(time) ? bucketSum(stacks, bucket) / 1000 : '-')),
      },
    ],
  };
}

function barStyle(key: string, color: string): object {
  if (color === 'transparent') return { color, borderColor: UNJUDGED_LINE, borderWidth: 1, borderType: 'dashed' };
  if (key !== 'foreign') return { color };
  return {
    color,
    decal: { symbol: 'rect', color: FOREIGN_STRIPE, rotation: Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [3, 5] },
  };
}

/** The lines of a tooltip in the order of the stack, with exact kilograms. */
function tooltip(stacks: BucketStacks, bucket: number, dress: HistoryDress): string {
  const time = stacks.times[bucket];
  if (time === undefined) return '';
  const lines = stacks.keys.flatMap((key, place) => {
    const kg = stacks.kg[bucket * stacks.keys.length + place] ?? 0;
    return kg === 0 ? [] : [`${dress.keyName(key)}  ${dress.kilograms(kg)} kg`];
  });
  const head = dress.isRestated(time) ? `${dress.bucketName(time)}  ${dress.restated}` : dress.bucketName(time);
  return [head, ...lines, `${dress.total}  ${dress.kilograms(bucketSum(stacks, bucket))} kg`].join('\n');
}
