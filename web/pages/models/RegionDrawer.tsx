import { createSignal, type JSX, onMount, Show } from 'solid-js';
import type { CameraModel, RegionRequest } from '../../../domain/wire/http-api.ts';
import { frameUrl } from '../../api/visits.ts';
import { text } from '../../text/language.ts';
import { percent } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ConfirmAction } from './ConfirmAction.tsx';
import { RegionCanvas } from './RegionCanvas.tsx';
import { BOX, CORNERS_AT_MOST, type Corner, coveredShare, regionProblem, withMiddle, withoutCorner } from './region.ts';

/** The part of a camera's photos that is judged, drawn on a recent one and saved with a reason. */
export function RegionDrawer(props: {
  name: string;
  camera: CameraModel;
  save: (wish: RegionRequest) => Promise<void>;
  close: () => void;
}): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  const before = props.camera.region;
  const [corners, setCorners] = createSignal<readonly Corner[]>(before);
  const [chosen, setChosen] = createSignal(-1);
  onMount(() => dialog?.showModal());
  const change = (next: readonly Corner[], place: number): void => {
    setCorners(next);
    setChosen(place);
  };
  const problem = () => regionProblem(corners());
  const hasChanged = (): boolean => JSON.stringify(corners()) !== JSON.stringify(before);
  const add = (): void => {
    const added = corners().length === 0 ? { corners: BOX, chosen: 0 } : withMiddle(corners());
    change(added.corners, added.chosen);
  };
  const words = (): string => {
    const wrong = problem();
    if (wrong !== null) return text().region[wrong];
    if (corners().length === 0) return text().region.whole;
    return text().region.covers(corners().length, percent(coveredShare(corners())));
  };
  return (
    <dialog ref={dialog} class="drawer region-drawer" onClose={() => props.close()}>
      <header>
        <h2>
          {text().region.title} <span class="quiet">{props.name}</span>
        </h2>
        <button type="button" class="button small" onClick={() => dialog?.close()}>
          {text().common.close}
        </button>
      </header>
      <p>{text().region.lead}</p>
      <Show when={props.camera.sha256 === null}>
        <Notice level="quiet">{text().region.noPhoto}</Notice>
      </Show>
      <RegionCanvas
        photo={props.camera.sha256 === null ? null : frameUrl(props.camera.sha256, 1_280)}
        corners={corners()}
        chosen={chosen()}
        change={change}
      />
      <p class={problem() === null ? '' : 'state warning'} role="status">
        {words()} {corners().length >= CORNERS_AT_MOST ? text().region.full : ''}
      </p>
      <div class="region-tools">
        <button type="button" class="button" disabled={corners().length >= CORNERS_AT_MOST} onClick={add}>
          {corners().length === 0 ? text().region.box : text().region.add}
        </button>
        <button
          type="button"
          class="button"
          disabled={corners()[chosen()] === undefined}
          onClick={() => change(withoutCorner(corners(), chosen()), -1)}
        >
          {text().region.remove}
        </button>
        <button type="button" class="button" disabled={corners().length === 0} onClick={() => change([], -1)}>
          {text().region.clear}
        </button>
      </div>
      <p class="quiet region-help">{text().region.help}</p>
      <Show
        when={hasChanged() && problem() === null}
        fallback={<p class="quiet">{problem() === null ? text().region.unchanged : ''}</p>}
      >
        <ConfirmAction
          name={text().common.save}
          lead=""
          isQuiet
          reasons={text().models.reasons.region ?? []}
          act={async (reason) => {
            await props.save({ points: [...corners()], reason });
            dialog?.close();
          }}
          close={() => dialog?.close()}
        />
      </Show>
    </dialog>
  );
}
