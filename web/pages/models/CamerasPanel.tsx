import { For, type JSX, Show } from 'solid-js';
import type { CameraModel } from '../../../domain/wire/http-api.ts';
import { frameUrl } from '../../api/visits.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { cameraOf } from './drift-rows.ts';

/** Each camera with the version that judges its photos and the part of them it looks at. */
export function CamerasPanel(props: {
  cameras: readonly CameraModel[];
  edit: ((camera: CameraModel) => void) | undefined;
}): JSX.Element {
  const corners = ({ region }: CameraModel): string => region.map(({ x, y }) => `${x},${y}`).join(' ');
  return (
    <Panel title={text().models.cameras} failed={text().common.panelFailed} retry={text().common.retry}>
      <Show when={props.cameras.length > 0} fallback={<Notice level="quiet">{text().models.noCameras}</Notice>}>
        <ul class="cameras">
          <For each={props.cameras}>
            {(camera) => (
              <li data-camera={cameraOf(camera)}>
                <div class="camera-photo">
                  <Show when={camera.sha256}>{(sha256) => <img src={frameUrl(sha256(), 320)} alt="" />}</Show>
                  <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
                    <polygon points={corners(camera)} />
                  </svg>
                </div>
                <div>
                  <strong>{cameraOf(camera)}</strong>
                  <p>
                    <span class="quiet">{text().models.version}</span> {camera.version}
                  </p>
                  <p>
                    <span class="quiet">{text().models.region}</span>{' '}
                    {camera.region.length === 0
                      ? text().models.wholeFrame
                      : text().models.corners(camera.region.length)}
                  </p>
                </div>
                <Show when={props.edit}>
                  {(edit) => (
                    <button type="button" class="button small" onClick={() => edit()(camera)}>
                      {text().models.editRegion}
                    </button>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
}
