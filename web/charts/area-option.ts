import { UNJUDGED_LINE } from '../ui/grade-colours.ts';
import { POINTS_AT_MOST } from './bucket-stacks.ts';

/** One band of a stacked area. */
export interface AreaBand {
  readonly key: string;
  readonly name: string;
  readonly colour: string;
  /** one value per bucket */
  readonly kg: Float64Array;
}

/** Bands from the bottom up, bucket by bucket; buckets that have not begun, or have but are still empty, are gaps. */
export interface Area {
  readonly starts: readonly number[];
  readonly bands: readonly AreaBand[];
  /** the total of what it is compared with, by bucket; `null`: nothing */
  readonly compared: { readonly name: string; readonly kg: Float64Array } | null;
  readonly now: number;
}

/** Words, colours and formats an area takes from its page. */
export interface AreaDress {
  /** what stands under a bucket; empty: nothing */
  readonly axisName: (time: number) => string;
  readonly bucketName: (time: number) => string;
  readonly kilograms: (kg: number) => string;
  readonly total: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
}

/** Points that an area draws. */
export function pointsOf({ starts, bands, compared }: Area): number {
  return starts.length * (bands.length + (compared === null ? 0 : 1));
}

/** Kilograms of a bucket over all bands. */
export function totalAt({ bands }: Area, bucket: number): number {
  return bands.reduce((sum, { kg }) => sum + (kg[bucket] ?? 0), 0);
}

/** The band that lies at a height, in tonnes, of a bucket; `null` above all of them. */
export function bandAt({ bands }: Area, bucket: number, tonnes: number): AreaBand | null {
  let below = 0;
  for (const band of bands) {
    below += (band.kg[bucket] ?? 0) / 1000;
    if (tonnes >= 0 && tonnes <= below) return band;
  }
  return null;
}

/** @throws RangeError for more points than a chart draws without a pause */
export function areaOption(area: Area, dress: AreaDress) {
  if (pointsOf(area) > POINTS_AT_MOST) throw new RangeError(`${pointsOf(area)} points`);
  const { starts, bands, compared, now } = area;
  const begun = starts.findLastIndex((start) => start <= now);
  // a bucket that has just begun and is still empty would look like a fall
  const end = begun > 0 && totalAt(area, begun) === 0 ? begun : begun + 1;
  const shown = (kg: Float64Array): (number | '-')[] =>
    starts.map((_, bucket) => (bucket >= end ? '-' : (kg[bucket] ?? 0) / 1000));
  return {
    animation: false,
    textStyle: { fontFamily: '"Pretendard Variable", sans-serif' },
    grid: { left: 4, right: 14, top: 14, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'line' as const, lineStyle: { color: dress.quiet } },
      backgroundColor: dress.surface,
      borderColor: dress.line,
      textStyle: { color: dress.text, fontSize: 13 },
      renderMode: 'richText' as const,
      confine: true,
      formatter: (hits: { dataIndex: number }[]) => tooltip(area, hits[0]?.dataIndex ?? -1, dress),
    },
    xAxis: {
      type: 'category' as const,
      // a single bucket would have no width as an area
      boundaryGap: starts.length < 2,
      data: starts.map((start) => dress.axisName(start)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: dress.line } },
      axisLabel: {
        color: dress.quiet,
        fontSize: 12,
        hideOverlap: true,
        interval: (bucket: number) => dress.axisName(starts[bucket] ?? 0) !== '',
      },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      minInterval: 1,
      splitNumber: 4,
      splitLine: { lineStyle: { color: dress.line } },
      axisLabel: { color: dress.quiet, fontSize: 12 },
    },
    series: [
      ...bands.map(({ name, colour, kg }) => {
        const isUnjudged = colour === 'transparent';
        return {
          type: 'line' as const,
          name,
          stack: 'flow',
          symbol: starts.length < 2 ? 'circle' : 'none',
          lineStyle: { width: isUnjudged ? 1 : 0, color: UNJUDGED_LINE, type: 'dashed' as const },
          areaStyle: { color: isUnjudged ? UNJUDGED_LINE : colour, opacity: isUnjudged ? 0.2 : 0.92 },
          itemStyle: { color: isUnjudged ? UNJUDGED_LINE : colour },
          emphasis: { disabled: true },
          connectNulls: false,
          data: shown(kg),
        };
      }),
      ...(compared === null
        ? []
        : [
            {
              type: 'line' as const,
              name: compared.name,
              symbol: 'none',
              lineStyle: { width: 1.5, color: dress.text, type: [5, 4] },
              itemStyle: { color: dress.text },
              emphasis: { disabled: true },
              z: 5,
              data: [...compared.kg].slice(0, starts.length).map((kg) => kg / 1000),
            },
          ]),
    ],
  };
}

/** The bands of a bucket from the top down as they are drawn, with exact kilograms. */
function tooltip(area: Area, bucket: number, dress: AreaDress): string {
  const start = area.starts[bucket];
  if (start === undefined) return '';
  const lines = [...area.bands].reverse().flatMap(({ name, kg }) => {
    const value = kg[bucket] ?? 0;
    return value === 0 ? [] : [`${name}  ${dress.kilograms(value)} kg`];
  });
  const compared = area.compared?.kg[bucket];
  return [
    dress.bucketName(start),
    ...lines,
    `${dress.total}  ${dress.kilograms(totalAt(area, bucket))} kg`,
    ...(compared === undefined ? [] : [`${area.compared?.name ?? ''}  ${dress.kilograms(compared)} kg`]),
  ].join('\n');
}
