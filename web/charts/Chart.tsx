import { createEffect, type JSX, onCleanup, onMount } from 'solid-js';
import { type EChartsCoreOption, init } from './echarts.ts';
import { makeResizeWatch } from './resize.ts';

/** An ECharts drawing of an option; it follows the option and its own size and is disposed with its owner. */
export function Chart(props: { option: EChartsCoreOption; label: string; class?: string }): JSX.Element {
  let element: HTMLDivElement | undefined;
  onMount(() => {
    if (element === undefined) return;
    const chart = init(element);
    const stopWatching = makeResizeWatch(element, () => chart.resize());
    createEffect(() => chart.setOption(props.option, { notMerge: false, replaceMerge: ['series'] }));
    onCleanup(() => {
      stopWatching();
      chart.dispose();
    });
  });
  return <div ref={element} class={props.class ?? ''} role="img" aria-label={props.label} />;
}
