/** One spoke. */
export interface RadarArea {
  readonly name: string;
  readonly met: number;
  readonly of: number;
}

/** Words and colours a radar takes from its page. */
export interface RadarDress {
  readonly met: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
}

/** Share of `of` that is met, in per cent; an area that asks for nothing is full. */
export function metPercent({ met, of }: RadarArea): number {
  return of === 0 ? 100 : Math.round((met / of) * 100);
}

/** Per cent met by area; the rim is everything that is asked for. */
export function radarOption(areas: readonly RadarArea[], dress: RadarDress) {
  return {
    animation: false,
    textStyle: { fontFamily: '"Pretendard Variable", sans-serif' },
    tooltip: {
      backgroundColor: dress.surface,
      borderColor: dress.line,
      textStyle: { color: dress.text, fontSize: 13 },
      renderMode: 'richText' as const,
      confine: true,
      formatter: () => areas.map(({ name, met, of }) => `${name}  ${met}/${of}`).join('\n'),
    },
    radar: {
      indicator: areas.map(({ name }) => ({ name, min: 0, max: 100 })),
      radius: '68%',
      center: ['50%', '53%'],
      splitNumber: 4,
      axisName: { color: dress.text, fontSize: 13 },
      axisLine: { lineStyle: { color: dress.line } },
      splitLine: { lineStyle: { color: dress.line } },
      splitArea: { show: false },
    },
    series: [
      {
        type: 'radar' as const,
        symbolSize: 6,
        itemStyle: { color: dress.accent },
        lineStyle: { color: dress.accent, width: 2 },
        areaStyle: { color: dress.accent, opacity: 0.22 },
        data: [{ name: dress.met, value: areas.map(metPercent) }],
      },
    ],
  };
}
