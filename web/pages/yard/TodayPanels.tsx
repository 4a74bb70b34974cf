import type { JSX } from 'solid-js';
import type { YardSummary } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { AccountLine } from './AccountLine.tsx';
import { Devices } from './Devices.tsx';
import { Figures } from './Figures.tsx';
import { MixPanel } from './MixPanel.tsx';
import { OpenTrucks } from './OpenTrucks.tsx';
import { Problems } from './Problems.tsx';
import { ScaleList } from './ScaleList.tsx';
import { todayFigures } from './today-figures.ts';

/** Everything of today except the visits, from the live state. */
export function TodayPanels(props: {
  summary: YardSummary;
  now: number;
  isOld: boolean;
  history: JSX.Element;
  more: JSX.Element;
}): JSX.Element {
  const panel = (kind: string, title: string, content: () => JSX.Element): JSX.Element => (
    <Panel class={kind} title={title} failed={text().common.panelFailed} retry={text().common.retry}>
      {content()}
    </Panel>
  );
  return (
    <div class="yard-panels" classList={{ old: props.isOld }}>
      <Figures yard={props.summary.yard} figures={todayFigures(props.summary, text())} />
      {props.history}
      <MixPanel grades={props.summary.today.grades} />
      {panel('trucks', text().yard.inside, () => (
        <OpenTrucks openVisits={props.summary.openVisits} now={props.now} />
      ))}
      {panel('troubles', text().yard.problems, () => (
        <Problems problems={props.summary.problems} />
      ))}
      {panel('scales', text().yard.scales, () => (
        <ScaleList scales={props.summary.scales} now={props.now} />
      ))}
      {panel('devices', text().yard.devices, () => (
        <Devices devices={props.summary.devices} />
      ))}
      {props.more}
      <AccountLine summary={props.summary} />
    </div>
  );
}
