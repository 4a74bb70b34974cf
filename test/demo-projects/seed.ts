import { kstDay } from '../../domain/kst-time.ts';
import { TABLE_COLUMNS } from '../../domain/programme/budget-table.ts';
import { addDays } from '../../domain/programme/calendar.ts';
import type { Attachment, BudgetEntry, Project } from '../../domain/wire/programme-api.ts';
import { Paper } from '../../server/paper/paper.ts';
import { writeSheet } from '../../server/program/sheet-file.ts';
import { type DemoMoney, type DemoProject, demoProjects } from './projects.ts';
import { type SignedIn, signIn } from './signed-in.ts';

export interface SeedOptions {
  /** where the server is reached, `http://127.0.0.1:8080` */
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly tenant: string;
}

/** Enough shares of a hundred for every funder, as the programme splits. */
const SHARES = [
  ['government', 50],
  ['posco', 30],
  ['adopter', 20],
] as const;

/**
 * Makes the demo's projects through the server's own addresses, as a person at a screen would; where there is a project
 * already nothing is made. Gives how many were made. @throws when the server refuses a step.
 */
export async function seedProjects({ address, user, password, tenant }: SeedOptions): Promise<number> {
  const { ask, signOut } = await signIn(address, { user, password });
  try {
    const { projects } = await ask<{ projects: unknown[] }>('GET', '/projects');
    if (projects.length > 0) return 0;
    const wanted = demoProjects(tenant, Date.now());
    for (const project of wanted) await make(project, ask);
    return wanted.length;
  } finally {
    await signOut();
  }
}

type Ask = SignedIn['ask'];

async function make({ fields, sheet, money, documents, courses, kpis }: DemoProject, ask: Ask): Promise<void> {
  const { id } = await ask<Project>('POST', '/projects', fields);
  const at = `/projects/${id}`;
  await ask('PUT', `${at}/budget/sheet?revision=0&reason=${encodeURIComponent('시연용 사업비')}`, sheetOf(sheet));
  const paper = await paperOf(fields.name);
  const { digest } = await ask<Attachment>(
    'POST',
    `${at}/attachments?name=${encodeURIComponent('시연용 서류.pdf')}`,
    paper,
  );
  for (const one of money) await enter(one, `${at}/budget/entries`, digest, ask);
  const issuedOn = addDays(fields.appliedOn ?? kstDay(Date.now()), -10);
  for (const item of documents) {
    await ask('POST', `${at}/documents`, {
      item,
      document: digest,
      fileName: '시연용 서류.pdf',
      issuedOn,
      validUntil: null,
    });
  }
  for (const course of courses) {
    const completedOn = addDays(fields.agreedOn ?? issuedOn, 30);
    await ask('POST', `${at}/courses`, { course, completedOn, certificate: digest });
  }
  if (kpis.length > 0) await ask('PUT', `${at}/kpis`, { revision: 0, reason: '시연용 성과지표', kpis });
}

async function enter(money: DemoMoney, path: string, digest: string, ask: Ask): Promise<void> {
  const { line, stage, day, amount, isAdopters = false, hasDocument = false, isTakenBack = false } = money;
  const shares = isAdopters ? [['adopter', 100] as const] : SHARES;
  for (const [funder, share] of shares) {
    const entry = {
      ...{ line, funder, stage, day, until: null, amount: (amount / 100) * share },
      ...{ document: hasDocument ? digest : null, cancels: null, note: '시연용' },
    };
    await ask('POST', path, entry);
    if (!isTakenBack) continue;
    const { id } = await ask<BudgetEntry>('POST', path, { ...entry, note: '두 번 넣음' });
    await ask('POST', path, { ...entry, amount: -entry.amount, document: null, cancels: id, note: '두 번 넣어 취소' });
  }
}

function sheetOf(rows: DemoProject['sheet']): Buffer {
  const cells = rows.map(([line, item, price, count]) => [line, item, '국산', '한국', '', price, count, price * count]);
  const total = rows.reduce((sum, [, , price, count]) => sum + price * count, 0);
  return writeSheet('사업비', [[...TABLE_COLUMNS], ...cells, ['합계', null, null, null, null, null, null, total]]);
}

/** A page that says of itself that it proves nothing. */
function paperOf(name: string): Promise<Buffer> {
  const mark = '시연용 — 실제 증빙이 아닙니다';
  const paper = new Paper({ title: name, subject: mark, mark, footer: mark, at: new Date() });
  paper.title('시연용 서류', name);
  paper.notice('이 파일은 화면을 보여 주려고 만든 것으로, 어떤 사실도 증명하지 않습니다.');
  return paper.finish();
}
