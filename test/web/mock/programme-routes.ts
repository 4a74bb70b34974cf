import { kstDay } from '../../../domain/kst-time.ts';
import { refuseEntry } from '../../../domain/programme/budget.ts';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import type { Funder } from '../../../domain/programme/funding.ts';
import { refuseChange, refuseProject } from '../../../domain/programme/project.ts';
import type { Refusal } from '../../../domain/programme/refusals.ts';
import type {
  BudgetEntryRequest,
  CourseRequest,
  DocumentRequest,
  EvidenceRequest,
  ProjectChangeRequest,
  ProjectRequest,
} from '../../../domain/wire/programme-api.ts';
import { ChangedMeanwhile } from '../../../server/program/refused.ts';
import { MADE_UP_DIGEST, makeMadeUpProgramme } from './made-up-programme.ts';
import { madeUpUsageLog } from './made-up-usage-log.ts';

export type Route = readonly [RegExp, string, (match: RegExpExecArray, url: URL, body: string, page: URL) => unknown];

/** Routes of the grant programme over made-up projects; `fresh`, `running` and `closing` stand for their ids. */
export function programmeMockRoutes(now: () => number): Route[] {
  const made = makeMadeUpProgramme(now);
  const usage = madeUpUsageLog(now);
  const find = (id = '') => {
    const project = made.projects.find(made.ids[id as keyof typeof made.ids] ?? id);
    if (project === null) throw Object.assign(new Error('NOT_FOUND'), { status: 404 });
    return project;
  };
  const writer = () => ({ by: 'admin', at: now() });
  const at = (rest: string): RegExp => new RegExp(`^/api/projects/([^/]+)${rest}$`);
  return [
    [/^\/api\/usage-log$/, 'GET', (_, __, ___, page) => usage.status(page.searchParams.get('mock') ?? '')],
    [/^\/api\/usage-log\/test$/, 'POST', () => usage.test()],
    [/^\/api\/projects$/, 'GET', (_, __, ___, page) => made.list(page.searchParams.get('mock') ?? '')],
    [
      /^\/api\/projects$/,
      'POST',
      (_, __, body) => {
        const fields = JSON.parse(body) as ProjectRequest;
        taken(refuseProject(fields, AI_TRACK_2026, kstDay(now())));
        return made.projects.create(fields, writer());
      },
    ],
    [at(''), 'GET', ([, id]) => made.view.detail(find(id), now())],
    [
      at(''),
      'PUT',
      ([, id], _, body) => {
        const project = find(id);
        const { revision, reason, fields } = JSON.parse(body) as ProjectChangeRequest;
        try {
          made.projects.requireRevision(project.id, revision);
          taken(refuseChange(project.fields, fields, reason, AI_TRACK_2026, kstDay(now())));
          return made.projects.change(project.id, revision, fields, reason, writer());
        } catch (error) {
          if (!(error instanceof ChangedMeanwhile)) throw error;
          throw Object.assign(new Error('CONFLICT'), { status: 409, more: { conflict: error.conflict } });
        }
      },
    ],
    [at('/history'), 'GET', ([, id]) => made.projects.history(find(id).id)],
    [at('/budget'), 'GET', ([, id]) => made.view.budget(find(id))],
    [at('/budget/table'), 'GET', ([, id]) => made.budget.table(find(id).id)],
    [
      at('/budget/entries'),
      'POST',
      ([, id], _, body) => {
        const { id: project, fields } = find(id);
        const wish = JSON.parse(body) as BudgetEntryRequest;
        const rules = { programme: AI_TRACK_2026, agreedOn: fields.agreedOn, today: kstDay(now()) };
        return made.budget.add(
          project,
          (entries) => {
            taken(refuseEntry(wish, { ...rules, entries }));
            return wish;
          },
          writer(),
        );
      },
    ],
    [
      at('/budget/sheet'),
      'PUT',
      () =>
        taken([
          { code: 'PRODUCT_DIFFERS', field: '계', cell: 'H7', params: { amount: 38_000_000, expected: 76_000_000 } },
          { code: 'NUMBER_INVALID', field: '단가', cell: 'F9', params: { text: '팔백만' } },
        ]),
    ],
    [
      at('/burn'),
      'GET',
      ([, id], url) => {
        const width = url.searchParams.get('width') === 'day' ? 'day' : 'month';
        return made.view.burn(find(id), url.searchParams.get('funder') as Funder | null, width, now());
      },
    ],
    [/^\/api\/yards\/([^/]+)\/indicators\/([^/]+)\/rows$/, 'GET', ([, yard = '', id = '']) => made.rows(yard, id)],
    [at('/levels'), 'GET', ([, id]) => made.view.levels(find(id), now())],
    [at('/indicators'), 'GET', ([, id]) => ({ indicators: made.view.indicators(find(id), now()) })],
    [
      at('/evidence'),
      'POST',
      ([, id], _, body) => {
        const wish = JSON.parse(body) as EvidenceRequest;
        return { id: made.papers.addEvidence(find(id).id, wish, writer()), ...wish, at: '', by: 'admin' };
      },
    ],
    [
      at('/documents'),
      'POST',
      ([, id], _, body) => {
        made.papers.addDocument(find(id).id, JSON.parse(body) as DocumentRequest, writer());
        return { documents: made.view.documents(find(id), now()) };
      },
    ],
    [
      at('/courses'),
      'POST',
      ([, id], _, body) => {
        made.papers.addCourse(find(id).id, JSON.parse(body) as CourseRequest, writer());
        return { courses: made.view.courses(find(id), now()) };
      },
    ],
    [at('/kpis'), 'GET', ([, id]) => made.view.kpis(find(id), now())],
    [
      at('/attachments'),
      'POST',
      (_, url) => ({ digest: MADE_UP_DIGEST, type: 'application/pdf', bytes: 9, name: url.searchParams.get('name') }),
    ],
  ];
}

function taken(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw Object.assign(new Error('NOT_TAKEN'), { status: 422, more: { refusals } });
}
