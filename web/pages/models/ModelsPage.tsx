import { A, useParams } from '@solidjs/router';
import { createSignal, type JSX, Show } from 'solid-js';
import type { CameraModel, YardModels } from '../../../domain/wire/http-api.ts';
import { Answered } from '../../desk/Answered.tsx';
import { mayManage, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { AuditPanel } from './AuditPanel.tsx';
import { CamerasPanel } from './CamerasPanel.tsx';
import { ConfirmAction } from './ConfirmAction.tsx';
import { createModels, type Models, type Sent } from './create-models.ts';
import { DriftPanel } from './DriftPanel.tsx';
import { cameraOf } from './drift-rows.ts';
import { RegionDrawer } from './RegionDrawer.tsx';
import { ShadowPanel } from './ShadowPanel.tsx';
import { VersionDrawer } from './VersionDrawer.tsx';
import { VersionsPanel } from './VersionsPanel.tsx';
import './models.css';

/** The models of a yard: what they were measured at, what they learned, and the steps from a candidate into use. */
export function ModelsPage(): JSX.Element {
  const params = useParams<{ yard: string }>();
  const models = createModels(() => params.yard ?? '');
  return (
    <div class="models-page">
      <A href={`/yards/${params.yard}`}>← {text().models.back}</A>
      <Answered answer={models.answer} lines={10}>
        {(yard) => <Parts yard={yard()} models={models} />}
      </Answered>
    </div>
  );
}

function Parts(props: { yard: YardModels; models: Models }): JSX.Element {
  const mayTeach = mayManage(useSession());
  const [isRefitting, setRefitting] = createSignal(false);
  const [details, setDetails] = createSignal<string>();
  const [region, setRegion] = createSignal<CameraModel>();
  const version = () => props.yard.versions.find((candidate) => candidate.version === details());
  return (
    <>
      <header class="models-head">
        <div>
          <h1>{text().models.title}</h1>
          <p class="quiet">{text().models.lead}</p>
        </div>
        <span class="spring" />
        <span class="quiet">
          {props.yard.unlearned > 0
            ? text().models.unlearned(count(props.yard.unlearned))
            : text().models.nothingToLearn}
        </span>
        <Show when={mayTeach}>
          <button
            type="button"
            class="button primary refit"
            disabled={props.yard.unlearned === 0 || isRefitting()}
            onClick={() => setRefitting(true)}
          >
            {text().models.refit}
          </button>
        </Show>
      </header>
      <Show when={isRefitting()}>
        <ConfirmAction
          name={text().models.refit}
          lead={text().models.refitLead}
          reasons={text().models.reasons.refit ?? []}
          act={(reason) => props.models.command('refit', reason)}
          close={() => setRefitting(false)}
        />
      </Show>
      <Show when={props.models.sent()}>{(sent) => <SentNotice sent={sent()} />}</Show>
      <VersionsPanel
        versions={props.yard.versions}
        mayTeach={mayTeach}
        command={props.models.command}
        details={setDetails}
      />
      <ShadowPanel shadow={props.yard.shadow} />
      <div class="models-columns">
        <CamerasPanel cameras={props.yard.cameras} edit={mayTeach ? setRegion : undefined} />
        <AuditPanel audit={props.yard.audit} />
      </div>
      <DriftPanel drift={props.yard.drift} />
      <Show when={version()}>{(shown) => <VersionDrawer version={shown()} close={() => setDetails(undefined)} />}</Show>
      <Show when={region()} keyed>
        {(camera) => (
          <RegionDrawer
            name={cameraOf(camera)}
            camera={camera}
            save={(wish) => props.models.region(camera, wish)}
            close={() => setRegion(undefined)}
          />
        )}
      </Show>
    </>
  );
}

function SentNotice(props: { sent: Sent }): JSX.Element {
  const words = (): string => {
    const { what, state } = props.sent;
    return state === 'sent' && what === 'refit' ? text().models.sentRefit : text().models[state];
  };
  return (
    <Notice level={props.sent.state === 'late' || props.sent.state === 'refused' ? 'warning' : 'quiet'}>
      {words()}
    </Notice>
  );
}
