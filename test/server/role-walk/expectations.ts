import { workbook } from '../program/projects.ts';
import type { Step } from './step.ts';
import { PROJECT_FIELDS } from './world.ts';

const DAYS = 'from=2026-01-01&to=2026-12-31';
const SAID = { reason: '이유' };
const ENTRY = {
  ...{ line: 'hardware', funder: 'adopter', stage: 'paid', day: '2026-08-01', until: null },
  ...{ amount: 1_000, document: null, cancels: null, note: '' },
};
const REMARK = { item: 'x', kind: 'remark', document: null, text: '', isMet: true, points: null };
const OBJECTION = { subject: { kind: 'weight', which: 'gross', wantedKg: 1 }, text: '다릅니다', photos: [] };
const WISH = { ...SAID, version: 'v2' };

/** By method and address of the route, as the server lists it. */
export const EXPECTATIONS: Readonly<Record<string, readonly Step[]>> = {
  'GET /api/health': [{ url: '/api/health', expects: '200 200 200 200 200 200 200 200' }],
  'POST /api/session': [
    {
      url: '/api/session',
      isBySecret: true,
      body: { user: '{new:user}', password: 'correct-horse' },
      expects: '200 200 200 200 200 200 200 200',
    },
  ],
  'GET /api/session': [{ url: '/api/session', expects: '401 200 200 200 200 200 200 200' }],
  'DELETE /api/session': [{ url: '/api/session', isLast: true, expects: '401 204 204 204 204 204 204 204' }],
  'POST /api/wall-session': [
    {
      url: '/api/wall-session',
      isBySecret: true,
      body: { token: '{new:wallSecret}' },
      expects: '200 200 200 200 200 200 200 200',
    },
  ],
  'POST /api/partner-session': [
    {
      url: '/api/partner-session',
      isBySecret: true,
      body: { token: '{token}' },
      expects: '200 200 200 200 200 200 200 200',
    },
    { url: '/api/partner-session', body: { token: 'forged' }, expects: '410 410 410 410 410 410 410 410' },
  ],
  'GET /api/verify/:sha256': [
    { url: '/api/verify/{soldSlip}', isBySecret: true, expects: '200 200 200 200 200 200 200 200' },
  ],

  'GET /api/yards': [{ url: '/api/yards', expects: '401 200 200 200 200 200 403 200' }],
  'GET /api/yards/:yard/summary': [
    { url: '/api/yards/yard-a/summary', expects: '401 200 403 200 200 200 403 403' },
    { url: '/api/yards/yard-c/summary', expects: '401 403 403 200 200 403 403 200' },
  ],
  'GET /api/visits': [
    { url: '/api/visits', expects: '401 200 200 200 200 403 403 200' },
    { url: '/api/visits?yard=yard-a', expects: '401 200 200 200 200 403 403 403' },
  ],
  'GET /api/visits/:id': [
    { url: '/api/visits/{own}', expects: '401 200 200 200 200 403 403 404' },
    { url: '/api/visits/{other}', expects: '401 200 200 200 200 403 403 404' },
    { url: '/api/visits/{works}', expects: '401 200 200 200 200 403 403 404' },
    { url: '/api/visits/{sold}', expects: '401 200 404 200 200 403 403 404' },
    { url: '/api/visits/nothing', expects: '401 404 404 404 404 403 403 404' },
  ],
  'POST /api/visits/:id/corrections': [
    {
      url: '/api/visits/{own}/corrections',
      body: { ...SAID, grade: 'light' },
      expects: '401 202 403 403 202 403 403 404',
    },
    {
      url: '/api/visits/{sold}/corrections',
      body: { ...SAID, grade: 'light' },
      expects: '401 202 404 403 202 403 403 404',
    },
  ],
  'POST /api/visits/:id/cancellation': [
    { url: '/api/visits/{own}/cancellation', body: SAID, expects: '401 202 403 403 202 403 403 404' },
    { url: '/api/visits/{sold}/cancellation', body: SAID, expects: '401 202 404 403 202 403 403 404' },
  ],
  'GET /api/frames/:sha256': [
    { url: '/api/frames/{ownPhoto}', expects: '401 200 200 200 200 200 200 404' },
    { url: '/api/frames/{otherPhoto}', expects: '401 200 200 200 200 200 404 404' },
    { url: '/api/frames/{worksPhoto}?width=64', expects: '401 200 200 200 200 200 404 404' },
    { url: '/api/frames/{soldPhoto}', expects: '401 200 404 200 200 200 404 404' },
  ],
  'GET /api/review': [
    { url: '/api/review', expects: '401 200 403 403 200 403 403 200' },
    { url: '/api/review?yard=yard-a', expects: '401 200 403 403 200 403 403 403' },
  ],
  'GET /api/yards/:yard/days': [{ url: `/api/yards/yard-a/days?${DAYS}`, expects: '401 200 403 200 200 403 403 403' }],
  'GET /api/yards/:yard/restatements': [
    { url: `/api/yards/yard-a/restatements?${DAYS}`, expects: '401 200 403 200 200 403 403 403' },
  ],
  'GET /api/yards/:yard/commands': [{ url: '/api/yards/yard-a/commands', expects: '401 200 403 200 200 403 403 403' }],
  'POST /api/yards/:yard/commands/:id/release': [
    { url: '/api/yards/yard-a/commands/{command}/release', body: SAID, expects: '401 202 403 403 202 403 403 403' },
  ],
  'GET /api/yards/:yard/indicators': [
    { url: '/api/yards/yard-a/indicators?from=2026-11-01&to=2026-11-20', expects: '401 200 403 200 200 403 403 403' },
  ],
  'GET /api/yards/:yard/indicators/:id/rows': [
    { url: '/api/yards/yard-a/indicators/completeness/rows', expects: '401 200 403 200 200 403 403 403' },
  ],

  'GET /api/series/throughput': [
    {
      url: `/api/series/throughput?yard=yard-a&${DAYS}&every=1d&by=partner`,
      expects: '401 200 403 200 200 403 403 403',
    },
  ],
  'GET /api/series/mix': [
    { url: `/api/series/mix?yard=yard-a&${DAYS}&every=1d`, expects: '401 200 403 200 200 403 403 403' },
  ],
  'GET /api/series/flows': [
    { url: `/api/series/flows?yard=yard-a&${DAYS}&every=1d`, expects: '401 200 403 200 200 403 403 403' },
  ],
  'GET /api/series/inspections': [
    { url: `/api/series/inspections?yard=yard-a&${DAYS}&every=1d`, expects: '401 200 403 200 200 403 403 403' },
  ],
  'GET /api/series/indicators': [
    { url: `/api/series/indicators?yard=yard-a&${DAYS}&every=1d`, expects: '401 200 403 200 200 403 403 403' },
  ],
  'GET /api/series/availability': [
    { url: `/api/series/availability?yard=yard-a&${DAYS}&every=1d`, expects: '401 200 403 200 200 403 403 403' },
  ],
  'GET /api/series/budget': [
    { url: `/api/series/budget?project={project}&${DAYS}`, expects: '401 403 403 200 200 403 403 403' },
  ],

  'GET /api/flows': [
    { url: `/api/flows?${DAYS}`, expects: '401 200 200 403 200 403 403 200' },
    { url: `/api/flows?${DAYS}&format=arrow&every=all`, expects: '401 200 200 403 200 403 403 200' },
    { url: `/api/flows?${DAYS}&yards=yard-a`, expects: '401 200 200 403 200 403 403 403' },
  ],
  'GET /api/flows/visits': [
    { url: `/api/flows/visits?${DAYS}`, expects: '401 200 200 403 200 403 403 200' },
    { url: `/api/flows/visits?${DAYS}&yards=yard-a`, expects: '401 200 200 403 200 403 403 403' },
  ],
  'GET /api/suppliers': [
    { url: `/api/suppliers?${DAYS}`, expects: '401 200 200 403 200 403 403 200' },
    { url: `/api/suppliers?${DAYS}&yards=yard-a`, expects: '401 200 200 403 200 403 403 403' },
  ],
  'GET /api/suppliers/:partner': [
    { url: `/api/suppliers/${encodeURIComponent('한빛스틸')}?${DAYS}`, expects: '401 200 200 403 200 403 403 404' },
  ],
  'GET /api/changes': [
    { url: '/api/changes', expects: '401 200 200 403 200 403 403 200' },
    { url: '/api/changes?yards=yard-a', expects: '401 200 200 403 200 403 403 403' },
  ],
  'GET /api/stock': [{ url: '/api/stock', expects: '401 200 200 403 200 403 403 200' }],
  'POST /api/yards/:yard/stock-counts': [
    {
      url: '/api/yards/yard-a/stock-counts',
      body: { ...SAID, grades: { heavy: 1 } },
      expects: '401 202 403 403 202 403 403 403',
    },
  ],
  'POST /api/needs': [
    {
      url: '/api/needs',
      bytes: Buffer.from('제철소,등급,월,톤\n포항제철소,중량,2026-11,1'),
      expects: '401 403 200 403 200 403 403 403',
    },
  ],
  'GET /api/columns/inspections': [
    { url: `/api/columns/inspections?${DAYS}`, expects: '401 200 200 403 200 403 403 200' },
    { url: `/api/columns/inspections?${DAYS}&yards=yard-a`, expects: '401 200 200 403 200 403 403 403' },
  ],
  'GET /api/exports/:kind/size': [
    { url: `/api/exports/visits/size?${DAYS}`, expects: '401 200 200 403 200 403 403 200' },
  ],
  'GET /api/exports/:kind': [
    { url: `/api/exports/flows?${DAYS}&format=csv`, expects: '401 200 200 403 200 403 403 200' },
    { url: `/api/exports/visits?${DAYS}&format=csv`, expects: '401 200 200 403 200 403 403 200' },
    { url: `/api/exports/suppliers?${DAYS}&format=csv`, expects: '401 200 200 403 200 403 403 200' },
    { url: `/api/exports/inspections?${DAYS}&format=arrow`, expects: '401 200 200 403 200 403 403 200' },
    { url: `/api/exports/visits?${DAYS}&format=csv&yards=yard-a`, expects: '401 200 200 403 200 403 403 403' },
  ],

  'GET /api/slips': [
    { url: '/api/slips', expects: '401 200 200 403 200 403 200 200' },
    { url: '/api/slips?yard=yard-a', expects: '401 200 200 403 200 403 200 403' },
  ],
  'GET /api/visits/:id/slip': [
    { url: '/api/visits/{own}/slip', expects: '401 200 200 403 200 403 200 404' },
    { url: '/api/visits/{other}/slip', expects: '401 200 200 403 200 403 404 404' },
    { url: '/api/visits/{works}/slip', expects: '401 200 200 403 200 403 404 404' },
    { url: '/api/visits/{sold}/slip', expects: '401 200 404 403 200 403 404 404' },
  ],
  'GET /api/visits/:id/slip.pdf': [
    { url: '/api/visits/{own}/slip.pdf', expects: '401 200 200 403 200 403 200 404' },
    { url: '/api/visits/{sold}/slip.pdf', expects: '401 200 404 403 200 403 404 404' },
  ],
  'POST /api/visits/:id/slip': [
    { url: '/api/visits/{bare}/slip', expects: '401 202 403 403 202 403 403 404' },
    { url: '/api/visits/{sold}/slip', expects: '401 409 404 403 409 403 404 404' },
  ],
  'POST /api/visits/:id/slip/cancellation': [
    { url: '/api/visits/{own}/slip/cancellation', body: SAID, expects: '401 202 403 403 202 403 403 404' },
    { url: '/api/visits/{sold}/slip/cancellation', body: SAID, expects: '401 202 404 403 202 403 404 404' },
  ],
  'GET /api/partner-links': [{ url: '/api/partner-links', expects: '401 200 403 403 200 403 403 200' }],
  'POST /api/partner-links': [
    {
      url: '/api/partner-links',
      body: { yard: 'yard-a', partner: '한빛스틸', days: 1 },
      expects: '401 201 403 403 201 403 403 403',
    },
  ],
  'DELETE /api/partner-links/:id': [
    { url: '/api/partner-links/{new:link}', expects: '401 204 403 403 204 403 403 404' },
  ],
  'GET /api/disputes': [
    { url: '/api/disputes', expects: '401 200 200 403 200 403 200 200' },
    { url: '/api/disputes?yard=yard-a', expects: '401 200 200 403 200 403 200 403' },
  ],
  'GET /api/disputes/:id': [
    { url: '/api/disputes/{ownDispute}', expects: '401 200 200 403 200 403 200 404' },
    { url: '/api/disputes/{otherDispute}', expects: '401 200 200 403 200 403 404 404' },
    { url: '/api/disputes/{soldDispute}', expects: '401 200 404 403 200 403 404 404' },
  ],
  'POST /api/visits/:id/disputes': [
    { url: '/api/visits/{own}/disputes', body: OBJECTION, expects: '401 403 403 403 403 403 202 403' },
    { url: '/api/visits/{other}/disputes', body: OBJECTION, expects: '401 403 403 403 403 403 404 403' },
  ],
  'POST /api/disputes/:id/entries': [
    {
      url: '/api/disputes/{ownDispute}/entries',
      body: { text: '말', photos: [] },
      expects: '401 202 403 403 202 403 202 404',
    },
    {
      url: '/api/disputes/{soldDispute}/entries',
      body: { text: '말', photos: [] },
      expects: '401 202 404 403 202 403 404 404',
    },
  ],
  'POST /api/disputes/:id/answer': [
    {
      url: '/api/disputes/{ownDispute}/answer',
      body: { verdict: 'upheld', text: '답', photos: [] },
      expects: '401 202 403 403 202 403 409 404',
    },
    {
      url: '/api/disputes/{otherDispute}/answer',
      body: { verdict: 'upheld', text: '답', photos: [] },
      expects: '401 202 403 403 202 403 404 404',
    },
  ],
  'POST /api/disputes/:id/withdrawal': [
    {
      url: '/api/disputes/{ownDispute}/withdrawal',
      body: { text: '거둠' },
      expects: '401 409 403 403 409 403 202 404',
    },
    {
      url: '/api/disputes/{otherDispute}/withdrawal',
      body: { text: '거둠' },
      expects: '401 409 403 403 409 403 404 404',
    },
  ],
  'POST /api/visits/:id/evidence': [
    { url: '/api/visits/{own}/evidence', bytes: Buffer.from('no picture'), expects: '401 415 403 403 415 403 415 404' },
    {
      url: '/api/visits/{sold}/evidence',
      bytes: Buffer.from('no picture'),
      expects: '401 415 404 403 415 403 404 404',
    },
  ],
  'GET /api/evidence/:sha256': [{ url: '/api/evidence/{evidence}', expects: '401 200 200 403 200 403 200 404' }],

  'GET /api/yards/:yard/models': [{ url: '/api/yards/yard-a/models', expects: '401 200 403 403 200 403 403 403' }],
  'GET /api/yards/:yard/models/:version/card': [
    { url: '/api/yards/yard-a/models/v3/card', expects: '401 200 403 403 200 403 403 403' },
  ],
  'POST /api/yards/:yard/models/refit': [
    { url: '/api/yards/yard-a/models/refit', body: SAID, expects: '401 202 403 403 202 403 403 403' },
  ],
  'POST /api/yards/:yard/models/shadow': [
    { url: '/api/yards/yard-a/models/shadow', body: WISH, expects: '401 202 403 403 202 403 403 403' },
  ],
  'POST /api/yards/:yard/models/promote': [
    { url: '/api/yards/yard-a/models/promote', body: WISH, expects: '401 202 403 403 202 403 403 403' },
  ],
  'POST /api/yards/:yard/models/roll-back': [
    { url: '/api/yards/yard-a/models/roll-back', body: SAID, expects: '401 409 403 403 409 403 403 403' },
  ],
  'PUT /api/yards/:yard/cameras/:area/:device/region': [
    {
      url: '/api/yards/yard-a/cameras/bay1/cam1/region',
      body: { ...SAID, points: [] },
      expects: '401 202 403 403 202 403 403 403',
    },
  ],

  'GET /api/account': [{ url: '/api/account', expects: '401 200 403 200 200 403 403 200' }],
  'GET /api/system': [{ url: '/api/system', expects: '401 200 403 403 200 403 403 200' }],
  'GET /api/alerts': [
    { url: '/api/alerts', expects: '401 200 403 403 200 403 403 200' },
    { url: '/api/alerts?yard=yard-a', expects: '401 200 403 403 200 403 403 403' },
  ],
  'POST /api/alerts/:id/seen': [{ url: '/api/alerts/{alert}/seen', expects: '401 200 403 403 200 403 403 404' }],
  'GET /api/dead-letters': [
    { url: '/api/dead-letters', expects: '401 200 403 403 200 403 403 200' },
    { url: '/api/dead-letters?yard=yard-a', expects: '401 200 403 403 200 403 403 403' },
  ],
  'POST /api/dead-letters/:seq/retry': [
    { url: '/api/dead-letters/{letter}/retry', body: SAID, expects: '401 202 403 403 202 403 403 404' },
  ],
  'GET /api/rejected-points': [{ url: '/api/rejected-points', expects: '401 200 403 403 200 403 403 200' }],
  'GET /api/notices': [{ url: '/api/notices', expects: '401 403 403 403 200 403 403 403' }],
  'POST /api/notices/reports/:name/run': [
    { url: '/api/notices/reports/weekly/run', expects: '401 403 403 403 404 403 403 403' },
  ],

  'GET /api/projects': [{ url: '/api/projects', expects: '401 200 403 200 200 403 403 200' }],
  'POST /api/projects': [
    { url: '/api/projects', body: { ...PROJECT_FIELDS, name: '새 과제' }, expects: '401 403 403 201 201 403 403 403' },
  ],
  'GET /api/projects/:project': [{ url: '/api/projects/{project}', expects: '401 200 403 200 200 403 403 404' }],
  'PUT /api/projects/:project': [
    {
      url: '/api/projects/{project}',
      body: { revision: '{new:revision}', reason: 'x', fields: { ...PROJECT_FIELDS, termMonths: '{new:months}' } },
      expects: '401 403 403 200 200 403 403 403',
    },
  ],
  ...Object.fromEntries(
    [
      'history',
      'budget',
      'budget/table',
      'budget/sheet',
      'burn',
      'report',
      'levels',
      'indicators',
      'documents',
      'courses',
      'kpis',
    ].map((page): [string, Step[]] => [
      `GET /api/projects/:project/${page}`,
      [{ url: `/api/projects/{project}/${page}`, expects: '401 200 403 200 200 403 403 404' }],
    ]),
  ),
  'POST /api/projects/:project/budget/entries': [
    { url: '/api/projects/{project}/budget/entries', body: ENTRY, expects: '401 403 403 201 201 403 403 403' },
  ],
  'PUT /api/projects/:project/budget/sheet': [
    {
      url: '/api/projects/{project}/budget/sheet?revision=0&reason=x',
      bytes: workbook(),
      expects: '401 403 403 422 422 403 403 403',
    },
  ],
  'POST /api/projects/:project/attachments': [
    {
      url: '/api/projects/{project}/attachments?name=a.pdf',
      bytes: Buffer.from('no PDF'),
      expects: '401 415 403 415 415 403 403 404',
    },
  ],
  'GET /api/projects/:project/attachments/:digest': [
    { url: '/api/projects/{project}/attachments/{document}', expects: '401 200 403 200 200 403 403 404' },
  ],
  'POST /api/projects/:project/evidence': [
    { url: '/api/projects/{project}/evidence', body: REMARK, expects: '401 403 403 400 400 403 403 403' },
  ],
  'POST /api/projects/:project/documents': [
    {
      url: '/api/projects/{project}/documents',
      body: { item: 'x', document: null, fileName: '', issuedOn: null, validUntil: null },
      expects: '401 400 403 400 400 403 403 404',
    },
  ],
  'POST /api/projects/:project/courses': [
    {
      url: '/api/projects/{project}/courses',
      body: { course: 'x', completedOn: null, certificate: null },
      expects: '401 403 403 400 400 403 403 403',
    },
  ],
  'PUT /api/projects/:project/kpis': [
    {
      url: '/api/projects/{project}/kpis',
      body: { revision: 99, reason: 'x', kpis: [] },
      expects: '401 403 403 409 409 403 403 403',
    },
  ],

  'GET /api/wall-tokens': [{ url: '/api/wall-tokens', expects: '401 200 403 403 200 403 403 200' }],
  'POST /api/wall-tokens': [
    { url: '/api/wall-tokens', body: { yard: 'yard-a', name: '벽' }, expects: '401 201 403 403 201 403 403 403' },
  ],
  'DELETE /api/wall-tokens/:id': [
    { url: '/api/wall-tokens/{new:wallToken}', expects: '401 204 403 403 204 403 403 404' },
  ],
  'GET /api/usage-log': [{ url: '/api/usage-log', expects: '401 403 403 200 200 403 403 403' }],
  'POST /api/usage-log/test': [{ url: '/api/usage-log/test', expects: '401 403 403 200 200 403 403 403' }],
  'GET /api/usage-log/export': [
    { url: '/api/usage-log/export?from=2026-11-01&to=2026-11-30', expects: '401 403 403 200 200 403 403 403' },
  ],
  'GET /api/users': [{ url: '/api/users', expects: '401 403 403 403 200 403 403 403' }],
  'POST /api/users': [
    {
      url: '/api/users',
      body: { name: '{new:name}', role: 'plant', yards: [], password: 'correct-horse' },
      expects: '401 403 403 403 201 403 403 403',
    },
  ],
  'DELETE /api/users/:name': [{ url: '/api/users/{new:user}', expects: '401 403 403 403 204 403 403 403' }],
  'PUT /api/users/:name/password': [
    {
      url: '/api/users/{new:user}/password',
      body: { password: 'correct-horse' },
      expects: '401 403 403 403 204 403 403 403',
    },
  ],

  'GET /api/docs': [{ url: '/api/docs', expects: '401 200 200 200 200 200 200 200' }],
  'GET /api/docs/': [{ url: '/api/docs/', expects: '401 200 200 200 200 200 200 200' }],
  'GET /api/docs/static/index.html': [
    { url: '/api/docs/static/index.html', expects: '401 302 302 302 302 302 302 302' },
  ],
  'GET /api/docs/static/swagger-initializer.js': [
    { url: '/api/docs/static/swagger-initializer.js', expects: '401 200 200 200 200 200 200 200' },
  ],
  'GET /api/docs/*': [{ url: '/api/docs/static/swagger-ui.css', expects: '401 200 200 200 200 200 200 200' }],
  'GET /api/docs/json': [{ url: '/api/docs/json', expects: '401 200 200 200 200 200 200 200' }],
  'GET /api/docs/yaml': [{ url: '/api/docs/yaml', expects: '401 200 200 200 200 200 200 200' }],
  // a scraper has no session: it comes from this machine, or with a token
  'GET /metrics': [{ url: '/metrics', expects: '403 403 403 403 403 403 403 403' }],
};

/** What of the live socket each subject gets, in the order of `SUBJECTS`. Every event stands here. */
export const EVENT_EXPECTATIONS = {
  'yard:join': [
    { what: 'yard-a', expects: 'LOGIN_REQUIRED ok FORBIDDEN ok ok ok FORBIDDEN FORBIDDEN' },
    { what: 'yard-c', expects: 'LOGIN_REQUIRED FORBIDDEN FORBIDDEN ok ok FORBIDDEN FORBIDDEN ok' },
  ],
  'yard:changed': [{ what: 'yard-a', expects: 'no yes no yes yes yes no no' }],
  'yard:leave': [{ what: 'yard-a', expects: 'no no no no no no no no' }],
  'alerts:changed': [{ what: 'on connecting', expects: 'no yes no no yes no no yes' }],
  'flows:changed': [
    { what: 'own', expects: 'no yes yes no yes no no no' },
    { what: 'works', expects: 'no yes yes no yes no no no' },
    { what: 'sold', expects: 'no yes no no yes no no no' },
  ],
} as const;
