import { FOREIGN_STRIPE, gradeColour, UNJUDGED_LINE } from '../ui/grade-colours.ts';
import { type HourStack, inOrderOfWorth } from './hour-stacks.ts';

/** Words, colours and formats a chart takes from its page. */
export interface ChartDress {
  readonly gradeName: (bucket: string) => string;
  readonly hourName: (hour: number) => string;
  readonly kilograms: (kg: number) => string;
  readonly total: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
}

/** Bars per hour stacked by grade, in tonnes from zero; hover tells the exact kilograms. */
export function throughputOption(hours: readonly HourStack[], dress: ChartDress) {
  const buckets = inOrderOfWorth(new Set(hours.flatMap(({ parts }) => parts.map(({ bucket }) => bucket))));
  return {
    animation: false,
    textStyle: { fontFamily: '"Pretendard Variable", sans-serif' },
    grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const, shadowStyle: { color: dress.line, opacity: 0.35 } },
      backgroundColor: dress.surface,
      borderColor: dress.line,
      textStyle: { color: dress.text, fontSize: 13 },
      renderMode: 'richText' as const,
      formatter: (points: { dataIndex: number }[]) => tooltip(hours[points[0]?.dataIndex ?? -1], dress),
    },
    xAxis: {
      type: 'category' as const,
      data: hours.map(({ hour }) => dress.hourName(hour)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: dress.line } },
      axisLabel: { color: dress.quiet, fontSize: 12 },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      minInterval: 5,
      splitNumber: 4,
      splitLine: { lineStyle: { color: dress.line } },
      axisLabel: { color: dress.quiet, fontSize: 12 },
    },
    series: buckets.map((bucket) => ({
      type: 'bar' as const,
      name: dress.gradeName(bucket),
      stack: 'throughput',
      barCategoryGap: '28%',
      itemStyle: barStyle(bucket),
      emphasis: { disabled: true },
      data: hours.map(({ parts }) => (parts.find((part) => part.bucket === bucket)?.kg ?? 0) / 1000),
    })),
  };
}

function barStyle(bucket: string): object {
  const color = gradeColour(bucket);
  if (color === 'transparent') return { color, borderColor: UNJUDGED_LINE, borderWidth: 1, borderType: 'dashed' };
  if (bucket !== 'foreign') return { color };
  return {
    color,
    decal: { symbol: 'rect', color: FOREIGN_STRIPE, rotation: Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [3, 5] },
  };
}

/** The lines of a tooltip, best grade first, with their exact kilograms. */
function tooltip(hour: HourStack | undefined, dress: ChartDress): string {
  if (hour === undefined) return '';
  const lines = hour.parts.map(({ bucket, kg }) => `${dress.gradeName(bucket)}  ${dress.kilograms(kg)} kg`);
  return [dress.hourName(hour.hour), ...lines, `${dress.total}  ${dress.kilograms(hour.total)} kg`].join('\n');
}
