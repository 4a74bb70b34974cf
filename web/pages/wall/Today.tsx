import { type JSX, Show } from 'solid-js';
import type { YardSummary } from '../../../domain/wire/http-api.ts';
import { text } from '../../text/language.ts';
import { count, percent, tonnes } from '../../text/weights.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { RollingNumber } from '../../ui/RollingNumber.tsx';
import { type Comparison, comparison, isYesterdayRestated } from './wall-figures.ts';

const SIGNS: Record<Comparison['word'], IconName> = { more: 'up', less: 'down', same: 'even', unknown: 'even' };

/** How much came in today, against the plan and yesterday; under it this hour. */
export function Today(props: { summary: YardSummary }): JSX.Element {
  const today = () => props.summary.today;
  const planShare = (): number => {
    const plan = props.summary.planKg;
    return plan === null || plan === 0 ? 0 : today().inboundKg / plan;
  };
  const against = (): Comparison => comparison(props.summary);
  const words = (): string => {
    const result = against();
    if (result.word === 'more') return text().wall.more(tonnes(result.kg));
    if (result.word === 'less') return text().wall.less(tonnes(result.kg));
    return result.word === 'same' ? text().wall.same : text().wall.noYesterday;
  };
  const hourKg = (): number => props.summary.hour.inboundKg + props.summary.hour.outboundKg;
  return (
    <>
      <h1 class="wall-yard">{props.summary.name}</h1>
      <p class="wall-label">{text().wall.inbound}</p>
      <p class="wall-huge">
        <RollingNumber value={today().inboundKg} format={tonnes} />
        <small>{text().common.t}</small>
      </p>
      <div class="wall-plan">
        <div class="wall-plan-bar">
          <i style={{ width: `${Math.min(100, planShare() * 100)}%` }} />
        </div>
        <p class="wall-line">
          {props.summary.planKg === null
            ? text().wall.noPlan
            : text().wall.plan(tonnes(props.summary.planKg), percent(planShare()))}
        </p>
        <p class="wall-line strong">
          <Show when={against().word !== 'unknown'}>
            <Icon name={SIGNS[against().word]} />{' '}
          </Show>
          {words()}
          <Show when={against().word !== 'unknown' && isYesterdayRestated(props.summary)}>
            <span class="wall-restated">
              <Icon name="warning" /> {text().restatements.yesterday}
            </span>
          </Show>
        </p>
      </div>
      <div class="wall-hour">
        <div>
          <p class="wall-label">{text().wall.hour}</p>
          <p class="wall-big">
            <RollingNumber value={hourKg()} format={tonnes} />
            <small>{text().common.t}</small>
          </p>
        </div>
        <dl>
          <dt>{text().wall.trucksToday}</dt>
          <dd>
            <RollingNumber value={today().trucks} format={count} />
            <small>{text().wall.trucksUnit}</small>
          </dd>
          <dt>{text().wall.outbound}</dt>
          <dd>
            <RollingNumber value={today().outboundKg} format={tonnes} />
            <small>{text().common.t}</small>
          </dd>
        </dl>
      </div>
    </>
  );
}
