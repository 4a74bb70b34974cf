import { A, useParams } from '@solidjs/router';
import { createMemo, type JSX, onCleanup, Show } from 'solid-js';
import type { IndicatorState, LevelState } from '../../../domain/wire/programme-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchIndicators, fetchLevels, fetchProject, projectPath } from '../../api/programme.ts';
import { LevelRadar } from '../../charts/LevelRadar.tsx';
import { Answered } from '../../desk/Answered.tsx';
import { ProgrammeGate } from '../../desk/programme/ProgrammeGate.tsx';
import { SelfAssessed } from '../../desk/programme/SelfAssessed.tsx';
import { text } from '../../text/language.ts';
import { deskColours } from '../../ui/desk-colours.ts';
import { Panel } from '../../ui/Panel.tsx';
import { CapabilityItems } from './CapabilityItems.tsx';
import { CapabilityScale } from './CapabilityScale.tsx';
import { MissingPanel } from './MissingPanel.tsx';
import { SystemItems } from './SystemItems.tsx';
import { SystemScale } from './SystemScale.tsx';
import './levels.css';

const REFRESH_MS = 60_000;

/** Which level the yard has reached on either scale, on what evidence, and what the target lacks. */
export function LevelsPage(): JSX.Element {
  return (
    <ProgrammeGate>
      <Levels />
    </ProgrammeGate>
  );
}

function Levels(): JSX.Element {
  const params = useParams<{ project: string }>();
  const id = (): string => params.project;
  const levels = createAnswer(id, fetchLevels);
  const indicators = createAnswer(id, fetchIndicators);
  const detail = createAnswer(id, fetchProject);
  const ask = (): void => {
    levels.ask();
    indicators.ask();
  };
  const timer = setInterval(ask, REFRESH_MS);
  onCleanup(() => clearInterval(timer));
  return (
    <div class="programme-page levels-page">
      <header class="page-head">
        <div>
          <p class="quiet">
            <A href={`/programme/${encodeURIComponent(id())}`}>
              {detail.value()?.project.fields.name ?? text().levelPage.back}
            </A>
          </p>
          <h1>
            {text().levelPage.title} <SelfAssessed />
          </h1>
        </div>
        <span class="spring" />
        <a class="button primary" href={projectPath(id(), '/report')} target="_blank" rel="noreferrer">
          {text().project.reportPdf}
        </a>
      </header>
      <p class="quiet small-note">{text().programme.selfNote}</p>
      <Answered answer={levels} lines={12}>
        {(state) => (
          <Whole project={id()} state={state()} indicators={indicators.value()?.indicators ?? []} ask={ask} />
        )}
      </Answered>
    </div>
  );
}

function Whole(props: {
  project: string;
  state: LevelState;
  indicators: readonly IndicatorState[];
  ask: () => void;
}): JSX.Element {
  const radar = createMemo(() =>
    props.state.system.areas.map((area) => ({ name: text().programme.nameOf(area), met: area.met, of: area.of })),
  );
  const colours = createMemo(() => ({ ...deskColours(), met: text().levelPage.met }));
  return (
    <>
      <div class="scales">
        <SystemScale state={props.state} />
        <CapabilityScale state={props.state} />
      </div>
      <div class="levels-grid">
        <MissingPanel state={props.state} />
        <Panel
          title={text().levelPage.radarTitle}
          class="radar-panel"
          failed={text().common.panelFailed}
          retry={text().common.retry}
        >
          <LevelRadar areas={radar()} dress={colours()} label={text().levelPage.radarLabel} />
          <Show when={props.state.system.areas.length > 0}>
            <AreaTable state={props.state} />
          </Show>
        </Panel>
        <SystemItems project={props.project} state={props.state} indicators={props.indicators} changed={props.ask} />
        <CapabilityItems
          project={props.project}
          state={props.state}
          indicators={props.indicators}
          changed={props.ask}
        />
      </div>
    </>
  );
}

function AreaTable(props: { state: LevelState }): JSX.Element {
  return (
    <table class="tight">
      <thead>
        <tr>
          <th>{text().levelPage.area}</th>
          <th class="number">{text().levelPage.met}</th>
          <th>{text().levelPage.areaReached}</th>
        </tr>
      </thead>
      <tbody>
        {props.state.system.areas.map((area) => (
          <tr>
            <td>{text().programme.nameOf(area)}</td>
            <td class="number">
              {area.met} / {area.of}
            </td>
            <td>{text().programme.levelNames[area.reached]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
