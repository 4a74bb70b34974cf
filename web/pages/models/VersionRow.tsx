import { For, type JSX, Show } from 'solid-js';
import type { ModelVersion } from '../../../domain/wire/http-api.ts';
import { timeOf } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { AccuracyCell } from './AccuracyCell.tsx';
import { MacroF1Cell } from './MacroF1Cell.tsx';
import { actionsOf, type VersionAction } from './scores.ts';

const STATE_CLASS: Readonly<Record<ModelVersion['state'], string>> = {
  current: 'good',
  shadow: '',
  candidate: '',
  refused: 'warning',
  former: 'quiet',
};

/** One version: who made it of what, and what it was measured at, never a figure without its interval. */
export function VersionRow(props: {
  version: ModelVersion;
  versions: readonly ModelVersion[];
  mayTeach: boolean;
  details: () => void;
  ask: (action: VersionAction) => void;
  nameOf: (action: VersionAction) => string;
}): JSX.Element {
  const version = () => props.version;
  return (
    <tr class={`version ${version().state}`} data-version={version().version}>
      <td>
        <button type="button" class="link" onClick={() => props.details()}>
          {version().version}
        </button>
      </td>
      <td>
        <span class={`state ${STATE_CLASS[version().state]}`}>
          <Show when={version().state === 'current' || version().state === 'refused'}>
            <Icon name={version().state === 'current' ? 'stable' : 'warning'} />
          </Show>
          {text().models.states[version().state]}
        </span>
        <Show when={version().refusal}>
          {(why) => <p class="quiet version-why">{text().models.refusals[why()] ?? why()}</p>}
        </Show>
      </td>
      <td data-label={text().models.made}>
        <div>
          <Show when={version().madeAt} fallback={<span class="quiet">{text().models.shipped}</span>}>
            {(at) => (
              <>
                {text().date.day(at().slice(0, 10))} {timeOf(at())} <span class="quiet">{version().madeBy}</span>
              </>
            )}
          </Show>
        </div>
      </td>
      <td class="number" data-label={text().models.learned}>
        <div>{version().base === null ? '–' : count(version().corrections)}</div>
      </td>
      <td class="number" data-label={`${text().models.accuracy} (%)`}>
        <div>
          <AccuracyCell version={version()} />
        </div>
      </td>
      <td class="number" data-label={text().models.macroF1}>
        <div>
          <MacroF1Cell version={version()} />
        </div>
      </td>
      <td data-label={text().models.measuredOn}>
        <div>
          <Show when={version().scores} fallback="–">
            {(scores) =>
              scores().trucks > 0
                ? text().models.photosTrucks(count(scores().photos), count(scores().trucks))
                : text().models.photos(count(scores().photos))
            }
          </Show>
        </div>
      </td>
      <td class="number version-actions">
        <Show when={props.mayTeach}>
          <For each={actionsOf(version(), props.versions)}>
            {(action) => (
              <button type="button" class="button small" data-action={action} onClick={() => props.ask(action)}>
                {props.nameOf(action)}
              </button>
            )}
          </For>
        </Show>
      </td>
    </tr>
  );
}
