import { createSignal, For, type JSX, Show } from 'solid-js';
import type { CourseState, DocumentState } from '../../../domain/wire/programme-api.ts';
import { attachmentUrl } from '../../api/programme.ts';
import { SourceMark } from '../../desk/programme/SourceMark.tsx';
import { text } from '../../text/language.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { CourseDrawer } from './CourseDrawer.tsx';
import { DocumentDrawer } from './DocumentDrawer.tsx';

const LOOK: Readonly<Record<string, readonly [string, IconName]>> = {
  given: ['good', 'stable'],
  done: ['good', 'stable'],
  expired: ['alarm', 'alarm'],
  uncertified: ['warning', 'warning'],
  missing: ['warning', 'warning'],
};

/** The checklist of documents: what is there, until when it holds, and the way to hand it in. */
export function DocumentsPanel(props: {
  project: string;
  documents: readonly DocumentState[];
  changed: () => void;
}): JSX.Element {
  const [chosen, setChosen] = createSignal<DocumentState>();
  const required = () => props.documents.filter(({ isRequired }) => isRequired);
  return (
    <Panel
      title={text().project.documentsTitle}
      note={text().project.documentsCount(
        required().filter(({ state }) => state === 'given').length,
        required().length,
      )}
      class="documents-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <div class="documents-columns">
        <For each={['application', 'completion'] as const}>
          {(phase) => (
            <div>
              <h3>{text().project.documentPhases[phase]}</h3>
              <ul class="checklist">
                <For each={props.documents.filter((one) => one.phase === phase)}>
                  {(item) => (
                    <li>
                      <State
                        look={item.state === 'missing' && !item.isRequired ? ['quiet', 'empty'] : LOOK[item.state]}
                        words={text().project.documentStates[item.state]}
                      />
                      <span class="check-name">
                        <span class="quiet">{item.number}</span> {text().programme.nameOf(item)}{' '}
                        <Show when={!item.isRequired}>
                          <small class="standing">{text().project.optional}</small>
                        </Show>{' '}
                        <SourceMark item={item} />
                        <Show when={item.document}>
                          {(digest) => (
                            <small class="quiet check-file">
                              <a href={attachmentUrl(props.project, digest())} target="_blank" rel="noreferrer">
                                {item.fileName}
                              </a>
                              <Show when={item.validUntil}>
                                {(day) => (
                                  <span classList={{ late: item.state === 'expired' }}>
                                    {' '}
                                    {text().project.validTo(day())}
                                  </span>
                                )}
                              </Show>
                            </small>
                          )}
                        </Show>
                      </span>
                      <button type="button" class="button small" onClick={() => setChosen(item)}>
                        {item.document === null ? text().project.upload : text().project.replace}
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </div>
          )}
        </For>
      </div>
      <Show when={chosen()}>
        {(item) => (
          <DocumentDrawer
            project={props.project}
            item={item()}
            changed={() => props.changed()}
            close={() => setChosen()}
          />
        )}
      </Show>
    </Panel>
  );
}

/** The mandatory courses of both firms. */
export function CoursesPanel(props: {
  project: string;
  courses: readonly CourseState[];
  changed: () => void;
}): JSX.Element {
  const [chosen, setChosen] = createSignal<CourseState>();
  return (
    <Panel
      title={text().project.coursesTitle}
      class="courses-panel"
      failed={text().common.panelFailed}
      retry={text().common.retry}
    >
      <ul class="checklist">
        <For each={props.courses}>
          {(course) => (
            <li>
              <State look={LOOK[course.state]} words={text().project.courseStates[course.state]} />
              <span class="check-name">
                {text().programme.nameOf(course)}
                <small class="quiet check-file">
                  {text().project.courseStates[course.state]}
                  {course.completedOn === null ? '' : `, ${text().programme.longDay(course.completedOn)}`}
                  <Show when={course.certificate}>
                    {(digest) => (
                      <>
                        ,{' '}
                        <a href={attachmentUrl(props.project, digest())} target="_blank" rel="noreferrer">
                          {text().project.certificate}
                        </a>
                      </>
                    )}
                  </Show>
                </small>
              </span>
              <button type="button" class="button small" onClick={() => setChosen(course)}>
                {text().programme.edit}
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={chosen()}>
        {(course) => (
          <CourseDrawer
            project={props.project}
            course={course()}
            changed={() => props.changed()}
            close={() => setChosen()}
          />
        )}
      </Show>
    </Panel>
  );
}

function State(props: { look: readonly [string, IconName] | undefined; words: string }): JSX.Element {
  return (
    <span class={`item-state ${props.look?.[0] ?? 'quiet'}`} title={props.words}>
      <Icon name={props.look?.[1] ?? 'empty'} />
      <span class="visually-hidden">{props.words}</span>
    </span>
  );
}
