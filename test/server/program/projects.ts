import { deflateSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { vi } from 'vitest';
import type { BudgetEntryRequest, Project, ProjectFields } from '../../../domain/wire/programme-api.ts';
import { writeSheet } from '../../../server/program/sheet-file.ts';
import type { TestServer } from '../build.ts';

/** The day on which these tests are played: a Sunday in November, KST. */
export const TODAY = '2026-11-22';

/** Stops the clock of dates, and no timer, at noon of `TODAY`, KST. */
export function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${TODAY}T12:00:00+09:00`) });
}

/** A project of 8억 that was agreed in July and is being built. */
export const FIELDS: ProjectFields = {
  name: '부산 야드 AI 검수',
  programme: 'posco-ai-2026',
  adopter: '한빛자원',
  supplier: '스케일하우스',
  tenant: 'hanbit',
  yards: ['yard-a'],
  state: 'agreement',
  appliedOn: '2026-06-01',
  agreedOn: '2026-07-01',
  startedOn: null,
  termMonths: 9,
  buildEndAgreed: null,
  extension: null,
  measuredLevel: 'basic',
  targetLevel: 'middle-1',
  totalCost: 800_000_000,
  logDutyStart: null,
  reached: {},
};

export const ENTRY: BudgetEntryRequest = {
  line: 'hardware',
  funder: 'adopter',
  stage: 'paid',
  day: '2026-08-01',
  until: null,
  amount: 10_000_000,
  document: null,
  cancels: null,
  note: '',
};

export const HEADER = ['구분', '품명', '국/외산', '국가', '규격', '단가', '수량', '계'];
export const SHEET = [
  HEADER,
  ['H/W 개발비', '서버', '국산', '한국', '2U', 50_000_000, 4, 200_000_000],
  ['S/W 개발비', 'AI 검수', '국산', '한국', '', 600_000_000, 1, 600_000_000],
  ['합계', null, null, null, null, null, null, 800_000_000],
];

export const workbook = (rows = SHEET): Buffer => writeSheet('사업비', rows);

export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

export const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from('0000000d49484452000000010000000108000000003a7e9b55', 'hex'),
  deflateSync(Buffer.of(0, 0)),
  Buffer.from('0000000049454e44ae426082', 'hex'),
]);

export async function made(server: TestServer, cookie: string, fields: Partial<ProjectFields> = {}): Promise<Project> {
  const answer = await server.send('POST', '/api/projects', cookie, { ...FIELDS, ...fields });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json();
}

/** Sends bytes as they are. */
export function upload(
  server: TestServer,
  method: 'PUT' | 'POST',
  url: string,
  cookie: string,
  payload: Buffer,
  type = 'application/octet-stream',
): Promise<LightMyRequestResponse> {
  return server.http.inject({ method, url, headers: { cookie, 'content-type': type }, payload });
}

export const importSheet = (server: TestServer, cookie: string, project: string, bytes: Buffer, revision = 0) =>
  upload(
    server,
    'PUT',
    `/api/projects/${project}/budget/sheet?revision=${revision}&reason=${encodeURIComponent('첫 표')}`,
    cookie,
    bytes,
  );
