import { A } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import type { ProjectDetail, ProjectSummary } from '../../../domain/wire/programme-api.ts';
import { projectPath } from '../../api/programme.ts';
import { LevelStep } from '../../desk/programme/LevelStep.tsx';
import { SelfAssessed } from '../../desk/programme/SelfAssessed.tsx';
import { mayRunProgramme, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { columnName } from '../../text/programme-phrases.ts';

/** What the project is and how it stands: state, days left, level, total cost, and the ways on. */
export function ProjectHead(props: {
  detail: ProjectDetail;
  reached: ProjectSummary['reached'] | undefined;
  edit: () => void;
  history: () => void;
}): JSX.Element {
  const session = useSession();
  const fields = () => props.detail.project.fields;
  const id = () => props.detail.project.id;
  const end = () => props.detail.milestones.find((one) => one.id === 'build-end');
  return (
    <header class="project-head">
      <div class="project-name">
        <p class="quiet">
          <A href="/programme">{text().programme.title}</A>
        </p>
        <h1>{fields().name}</h1>
        <p class="quiet">
          {text().project.adopter} <b>{fields().adopter}</b>, {text().project.supplier} <b>{fields().supplier}</b>,{' '}
          {text().project.yards} <b>{fields().yards.join(text().programme.listSeparator)}</b>
        </p>
      </div>
      <div class="head-actions">
        <Show when={mayRunProgramme(session)}>
          <button type="button" class="button project-edit" onClick={() => props.edit()}>
            {text().project.edit}
          </button>
        </Show>
        <button type="button" class="button" onClick={() => props.history()}>
          {text().project.history}
        </button>
        <a class="button" href={projectPath(id(), '/report')} target="_blank" rel="noreferrer">
          {text().project.reportPdf}
        </a>
        <A class="button primary" href={`/programme/${encodeURIComponent(id())}/levels`}>
          {text().project.levelsLink}
        </A>
      </div>
      <dl class="project-figures">
        <div>
          <dt>{text().portfolio.columns.state}</dt>
          <dd>{columnName(text(), fields().state)}</dd>
          <dd class="quiet">
            {fields().agreedOn === null
              ? text().project.notAgreed
              : `${text().project.agreed} ${text().programme.longDay(fields().agreedOn ?? '')}`}
          </dd>
        </div>
        <div>
          <dt>{text().project.buildEnd}</dt>
          <Show when={end()?.until} fallback={<dd class="quiet">{text().programme.unknown}</dd>}>
            {(day) => (
              <>
                <dd classList={{ late: end()?.state === 'late' }}>
                  {end()?.reachedOn === null && end()?.daysLeft !== null
                    ? text().programme.daysLeft(end()?.daysLeft ?? 0)
                    : text().project.milestoneStates.done}
                </dd>
                <dd class="quiet">{text().programme.longDay(end()?.reachedOn ?? day())}</dd>
              </>
            )}
          </Show>
        </div>
        <div>
          <dt>
            {text().project.level} <SelfAssessed />
          </dt>
          <Show when={props.reached} fallback={<dd class="quiet">…</dd>}>
            {(reached) => (
              <dd>
                <LevelStep reached={reached()} target={fields().targetLevel} />
              </dd>
            )}
          </Show>
        </div>
        <div>
          <dt>{text().project.totalCost}</dt>
          <dd>{text().programme.won(fields().totalCost)}</dd>
        </div>
      </dl>
    </header>
  );
}
