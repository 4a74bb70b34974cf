import type { Funder } from '../../domain/programme/funding.ts';
import type {
  Attachment,
  Budget,
  BudgetEntry,
  BudgetEntryRequest,
  BudgetTable,
  BurnSeries,
  CourseList,
  CourseRequest,
  DocumentList,
  DocumentRequest,
  Evidence,
  EvidenceRequest,
  IndicatorList,
  IndicatorRows,
  KpiTable,
  KpiTableRequest,
  LevelState,
  Project,
  ProjectChangeRequest,
  ProjectDetail,
  ProjectHistory,
  ProjectList,
  ProjectRequest,
} from '../../domain/wire/programme-api.ts';
import { query, request } from './request.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Address of a project's answers, and of its files for a link. */
export function projectPath(project: string, rest = ''): string {
  return `/api/projects/${encodeURIComponent(project)}${rest}`;
}

/** Address of a stored document. */
export function attachmentUrl(project: string, digest: string): string {
  return projectPath(project, `/attachments/${digest}`);
}

export function fetchProjects(): Promise<ProjectList> {
  return request('/api/projects');
}

export function fetchProject(project: string): Promise<ProjectDetail> {
  return request(projectPath(project));
}

export function createProject(fields: ProjectRequest): Promise<Project> {
  return request('/api/projects', { method: 'POST', body: fields });
}

/** Changes a project; when another editor came first the error carries what that one changed. */
export function changeProject(project: string, change: ProjectChangeRequest): Promise<Project> {
  return request(projectPath(project), { method: 'PUT', body: change });
}

export function fetchProjectHistory(project: string): Promise<ProjectHistory> {
  return request(projectPath(project, '/history'));
}

export function fetchBudget(project: string): Promise<Budget> {
  return request(projectPath(project, '/budget'));
}

export function addBudgetEntry(project: string, entry: BudgetEntryRequest): Promise<BudgetEntry> {
  return request(projectPath(project, '/budget/entries'), { method: 'POST', body: entry });
}

export function fetchBudgetTable(project: string): Promise<BudgetTable> {
  return request(projectPath(project, '/budget/table'));
}

/** Puts a price sheet (XLSX) in the place of the one with this revision; a sheet that does not add up names its cells. */
export function importSheet(
  project: string,
  sheet: Blob,
  wish: { revision: number; reason: string },
): Promise<BudgetTable> {
  const file = new Blob([sheet], { type: XLSX });
  return request(`${projectPath(project, '/budget/sheet')}${query(wish)}`, { method: 'PUT', file });
}

/** The four series in won; without a funder all of them together. */
export function fetchBurn(project: string, funder: Funder | null, width: 'day' | 'month'): Promise<BurnSeries> {
  return request(`${projectPath(project, '/burn')}${query({ funder, width })}`);
}

export function fetchLevels(project: string): Promise<LevelState> {
  return request(projectPath(project, '/levels'));
}

export function addEvidence(project: string, evidence: EvidenceRequest): Promise<Evidence> {
  return request(projectPath(project, '/evidence'), { method: 'POST', body: evidence });
}

export function fetchIndicators(project: string): Promise<IndicatorList> {
  return request(projectPath(project, '/indicators'));
}

export function setDocument(project: string, wish: DocumentRequest): Promise<DocumentList> {
  return request(projectPath(project, '/documents'), { method: 'POST', body: wish });
}

export function setCourse(project: string, wish: CourseRequest): Promise<CourseList> {
  return request(projectPath(project, '/courses'), { method: 'POST', body: wish });
}

/** Stores a PDF, JPEG or PNG; its digest names it from then on. */
export function storeAttachment(project: string, file: File): Promise<Attachment> {
  return request(`${projectPath(project, '/attachments')}${query({ name: file.name })}`, { method: 'POST', file });
}

export function fetchKpis(project: string): Promise<KpiTable> {
  return request(projectPath(project, '/kpis'));
}

export function saveKpis(project: string, table: KpiTableRequest): Promise<KpiTable> {
  return request(projectPath(project, '/kpis'), { method: 'PUT', body: table });
}

/** The rows that an indicator of a yard is counted from, newest first; without an hour, of the one measured last. */
export function fetchIndicatorRows(yard: string, indicator: string, hour: string | null): Promise<IndicatorRows> {
  const path = ['api', 'yards', yard, 'indicators', indicator, 'rows'].map(encodeURIComponent).join('/');
  return request(`/${path}${query({ hour })}`);
}
