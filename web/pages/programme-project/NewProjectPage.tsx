import { A, useNavigate } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { createProject } from '../../api/programme.ts';
import { ProgrammeGate } from '../../desk/programme/ProgrammeGate.tsx';
import { mayRunProgramme, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ProjectForm } from './ProjectForm.tsx';
import './project.css';

/** A new grant project; once made its page opens. */
export function NewProjectPage(): JSX.Element {
  const session = useSession();
  const navigate = useNavigate();
  return (
    <ProgrammeGate>
      <Show when={mayRunProgramme(session)} fallback={<Notice level="warning">{text().programme.forbidden}</Notice>}>
        <div class="programme-page new-project">
          <p class="quiet">
            <A href="/programme">{text().programme.title}</A>
          </p>
          <h1>{text().projectForm.createTitle}</h1>
          <section class="panel">
            <ProjectForm
              project={null}
              save={async (fields) => navigate(`/programme/${encodeURIComponent((await createProject(fields)).id)}`)}
            />
          </section>
        </div>
      </Show>
    </ProgrammeGate>
  );
}
