import { createEffect, type JSX, onCleanup, onMount } from 'solid-js';
import { type EChartsCoreOption, init } from './echarts.ts';
import { makeResizeWatch } from './resize.ts';

/**
 * An ECharts drawing of an option; it follows the option and its own size and is disposed with its owner. A click inside
 * its first grid gives the place on the axis of categories and the value there.
 */
export function Chart(props: {
  option: EChartsCoreOption;
  label: string;
  class?: string;
  onPoint?: (place: number, value: number) => void;
}): JSX.Element {
  let element: HTMLDivElement | undefined;
  onMount(() => {
    if (element === undefined) return;
    const chart = init(element);
    const stopWatching = makeResizeWatch(element, () => chart.resize());
    let drawn = 0;
    createEffect(() => {
      const { series } = props.option;
      const count = Array.isArray(series) ? series.length : 1;
      // an open tooltip would ask series that are gone for what they say
      if (count !== drawn) chart.clear();
      drawn = count;
      chart.setOption(props.option, { notMerge: false, replaceMerge: ['series'] });
    });
    if (props.onPoint !== undefined) {
      chart.getZr().on('click', ({ offsetX, offsetY }) => {
        const point = [offsetX, offsetY];
        if (!chart.containPixel({ gridIndex: 0 }, point)) return;
        const [place, value] = chart.convertFromPixel({ gridIndex: 0 }, point) as [number, number];
        props.onPoint?.(Math.round(place), value);
      });
    }
    onCleanup(() => {
      stopWatching();
      chart.dispose();
    });
  });
  return <div ref={element} class={props.class ?? ''} role="img" aria-label={props.label} />;
}
