import { A, useSearchParams } from '@solidjs/router';
import { createMemo, type JSX, onCleanup, Show } from 'solid-js';
import { kstDay } from '../../../domain/kst-time.ts';
import type { ProjectSummary } from '../../../domain/wire/programme-api.ts';
import { createAnswer } from '../../api/create-answer.ts';
import { fetchProjects } from '../../api/programme.ts';
import { Answered } from '../../desk/Answered.tsx';
import { ProgrammeGate } from '../../desk/programme/ProgrammeGate.tsx';
import { mayManage, mayRunProgramme, useSession } from '../../desk/session.ts';
import { text } from '../../text/language.ts';
import { count } from '../../text/weights.ts';
import { Notice } from '../../ui/Notice.tsx';
import { PortfolioFilters } from './PortfolioFilters.tsx';
import { PortfolioTable } from './PortfolioTable.tsx';
import { fittingProjects, type PortfolioAddress, sortedProjects } from './portfolio-rows.ts';
import './portfolio.css';

const REFRESH_MS = 60_000;

/** All grant projects in one table: level, burn, days left and what is most urgent; one page to print. */
export function ProgrammePage(): JSX.Element {
  return (
    <ProgrammeGate>
      <Portfolio />
    </ProgrammeGate>
  );
}

function Portfolio(): JSX.Element {
  const session = useSession();
  const projects = createAnswer(() => 'projects', fetchProjects);
  const timer = setInterval(projects.ask, REFRESH_MS);
  onCleanup(() => clearInterval(timer));
  const alarms = (list: readonly ProjectSummary[]): number =>
    list.filter(({ worst }) => worst?.level === 'alarm').length;
  return (
    <div class="programme-page portfolio">
      <header class="page-head">
        <h1>{text().programme.title}</h1>
        <Show when={projects.value()?.projects}>
          {(list) => <span class="quiet">{text().portfolio.lead(count(list().length), count(alarms(list())))}</span>}
        </Show>
        <span class="print-only quiet">{text().portfolio.printed(text().programme.longDay(kstDay(Date.now())))}</span>
        <span class="spring" />
        <Show when={mayManage(session) || mayRunProgramme(session)}>
          <A class="button" href="/programme/usage-log">
            {text().portfolio.usageLog}
          </A>
        </Show>
        <button type="button" class="button" onClick={() => print()}>
          {text().portfolio.print}
        </button>
        <Show when={mayRunProgramme(session)}>
          <A class="button primary" href="/programme/new">
            {text().portfolio.create}
          </A>
        </Show>
      </header>
      <Answered answer={projects} lines={8}>
        {(list) => (
          <Show
            when={list().projects.length > 0}
            fallback={
              <Notice level="quiet">
                {mayRunProgramme(session) ? text().portfolio.empty : text().portfolio.emptyOwn}
              </Notice>
            }
          >
            <Rows projects={list().projects} />
          </Show>
        )}
      </Answered>
    </div>
  );
}

function Rows(props: { projects: readonly ProjectSummary[] }): JSX.Element {
  const [search, setSearch] = useSearchParams<Record<keyof PortfolioAddress, string>>();
  const rows = createMemo(() => sortedProjects(fittingProjects(props.projects, search), search));
  return (
    <>
      <PortfolioFilters projects={props.projects} search={search} setSearch={setSearch} />
      <section class="panel">
        <Show when={rows().length > 0} fallback={<Notice level="quiet">{text().portfolio.noMatch}</Notice>}>
          <PortfolioTable projects={rows()} search={search} setSearch={setSearch} />
        </Show>
      </section>
      <p class="quiet small-note">
        {text().portfolio.earnedMark} {text().programme.selfNote}
      </p>
    </>
  );
}
