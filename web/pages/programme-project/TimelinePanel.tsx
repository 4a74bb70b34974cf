import { createMemo, For, type JSX, Show } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import type { Milestone } from '../../../domain/wire/programme-api.ts';
import { SourceMark } from '../../desk/programme/SourceMark.tsx';
import { text } from '../../text/language.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { timelineOf } from './timeline.ts';

const LOOK: Readonly<Record<Milestone['state'], readonly [string, IconName]>> = {
  unknown: ['quiet', 'empty'],
  ahead: ['quiet', 'clock'],
  now: ['warning', 'clock'],
  late: ['alarm', 'alarm'],
  passed: ['quiet', 'stable'],
  done: ['good', 'stable'],
};

/** From the application to three years after: a bar with today on it, and each milestone with its days. */
export function TimelinePanel(props: { milestones: readonly Milestone[] }): JSX.Element {
  const line = createMemo(() => timelineOf(props.milestones, kstDay(Date.now())));
  return (
    <Panel
      title={text().project.timelineTitle}
      class="timeline-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <Show when={line().bands.length > 0}>
        <div class="timeline" aria-hidden="true">
          <For each={line().bands}>
            {(band) => (
              <div class={`band ${band.phase}`} style={{ left: `${band.left}%`, width: `${band.width}%` }}>
                <span>{text().project.phases[band.phase]}</span>
              </div>
            )}
          </For>
          <For each={line().marks}>
            {({ milestone, left }) => (
              <i
                class={`tick ${milestone.state}`}
                title={text().programme.nameOf(milestone)}
                style={{ left: `${left}%` }}
              />
            )}
          </For>
          <Show when={line().today}>
            {(today) => (
              <b class="today" style={{ left: `${today()}%` }}>
                {text().project.today}
              </b>
            )}
          </Show>
        </div>
      </Show>
      <ul class="milestones">
        <For each={props.milestones}>{(milestone) => <MilestoneRow milestone={milestone} />}</For>
      </ul>
    </Panel>
  );
}

function MilestoneRow(props: { milestone: Milestone }): JSX.Element {
  const look = () => LOOK[props.milestone.state];
  const isOpen = (): boolean => ['ahead', 'now', 'late'].includes(props.milestone.state);
  return (
    <li>
      <span class={`item-state ${look()[0]}`}>
        <Icon name={look()[1]} />
        <span class="visually-hidden">{text().project.milestoneStates[props.milestone.state]}</span>
      </span>
      <strong>{text().programme.nameOf(props.milestone)}</strong>
      <span class="milestone-day">{daysWords(props.milestone)}</span>
      <span class="milestone-left" classList={{ late: props.milestone.state === 'late' }}>
        {isOpen() && props.milestone.daysLeft !== null ? text().programme.daysLeftLong(props.milestone.daysLeft) : ''}
      </span>
      <span class="milestone-marks">
        <Show when={props.milestone.assumed}>
          <span class="standing" title={text().project.assumedNote}>
            {text().project.assumed}
          </span>
        </Show>
        <SourceMark item={props.milestone} />
      </span>
    </li>
  );
}

function daysWords({ from, until, reachedOn }: Milestone): string {
  const { longDay } = text().programme;
  if (reachedOn !== null) return text().project.reachedOn(longDay(reachedOn));
  if (until === null) return from === null ? text().programme.unknown : text().project.fromDay(longDay(from));
  return from === null || from === until ? longDay(until) : text().project.by(longDay(until));
}
