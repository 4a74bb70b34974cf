import type { JSX } from 'solid-js';
import { type Area, type AreaBand, type AreaDress, areaOption, bandAt } from './area-option.ts';
import { Chart } from './Chart.tsx';

/** Kilograms over time as stacked bands; a click on a band says which. */
export function AreaChart(props: {
  area: Area;
  dress: AreaDress;
  label: string;
  onBand: (band: AreaBand) => void;
}): JSX.Element {
  return (
    <Chart
      class="chart"
      option={areaOption(props.area, props.dress)}
      label={props.label}
      onPoint={(bucket, tonnes) => {
        const band = bandAt(props.area, bucket, tonnes);
        if (band !== null) props.onBand(band);
      }}
    />
  );
}
