import { useParams } from '@solidjs/router';
import { createSignal, type JSX, Show } from 'solid-js';
import type { ProjectDetail, ProjectFields } from '../../../domain/wire/programme-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { changeProject, fetchLevels, fetchProject } from '../../api/programme.ts';
import { Answered } from '../../desk/Answered.tsx';
import { Drawer } from '../../desk/programme/Drawer.tsx';
import { ProgrammeGate } from '../../desk/programme/ProgrammeGate.tsx';
import { text } from '../../text/language.ts';
import { BudgetPanel } from './BudgetPanel.tsx';
import { BurnPanel } from './BurnPanel.tsx';
import { FundingPanel } from './FundingPanel.tsx';
import { HistoryDrawer } from './HistoryDrawer.tsx';
import { KpiPanel } from './KpiPanel.tsx';
import { CoursesPanel, DocumentsPanel } from './PapersPanel.tsx';
import { ProjectForm } from './ProjectForm.tsx';
import { ProjectHead } from './ProjectHead.tsx';
import { TimelinePanel } from './TimelinePanel.tsx';
import { WarningsPanel } from './WarningsPanel.tsx';
import './project.css';

/** One grant project, one question per panel. */
export function ProjectPage(): JSX.Element {
  const params = useParams<{ project: string }>();
  const detail = createAnswer(() => params.project, fetchProject);
  return (
    <ProgrammeGate>
      <Answered answer={detail} lines={12}>
        {(known) => <Whole detail={known()} ask={detail.ask} />}
      </Answered>
    </ProgrammeGate>
  );
}

function Whole(props: { detail: ProjectDetail; ask: () => void }): JSX.Element {
  const [drawer, setDrawer] = createSignal<'edit' | 'history' | null>(null);
  const [changes, setChanges] = createSignal(0);
  const id = () => props.detail.project.id;
  const levels = createAnswer(id, fetchLevels);
  const changed = (): void => {
    setChanges(changes() + 1);
    props.ask();
  };
  const save = async (fields: ProjectFields, revision: number, reason: string): Promise<void> => {
    await changeProject(id(), { revision, reason, fields });
    setDrawer(null);
    levels.ask();
    changed();
  };
  return (
    <div class="programme-page project-page">
      <ProjectHead
        detail={props.detail}
        reached={levels.value()?.system.reached}
        edit={() => setDrawer('edit')}
        history={() => setDrawer('history')}
      />
      <div class="project-grid">
        <WarningsPanel warnings={props.detail.warnings} />
        <FundingPanel funding={props.detail.funding} sums={props.detail.sums} />
        <BurnPanel project={id()} version={`${props.detail.project.revision} ${changes()}`} />
        <TimelinePanel milestones={props.detail.milestones} />
        <BudgetPanel detail={props.detail} changed={changed} />
        <DocumentsPanel project={id()} documents={props.detail.documents} changed={changed} />
        <KpiPanel project={id()} />
        <CoursesPanel project={id()} courses={props.detail.courses} changed={changed} />
      </div>
      <Show when={drawer() === 'edit'}>
        <Drawer title={text().projectForm.changeTitle} close={() => setDrawer(null)}>
          <ProjectForm project={props.detail.project} save={save} />
        </Drawer>
      </Show>
      <Show when={drawer() === 'history'}>
        <HistoryDrawer project={id()} close={() => setDrawer(null)} />
      </Show>
    </div>
  );
}
