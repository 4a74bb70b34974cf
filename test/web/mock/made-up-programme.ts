import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatKst, kstDay } from '../../../domain/kst-time.ts';
import { addMonths } from '../../../domain/programme/calendar.ts';
import { AI_TRACK_2026 } from '../../../domain/programme/data/ai-track-2026.ts';
import { INDICATORS } from '../../../domain/programme/data/indicator-definitions.ts';
import { INDICATOR_IDS, type IndicatorReading } from '../../../domain/programme/indicators.ts';
import type { ProjectFields } from '../../../domain/programme/project.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { ProjectList } from '../../../domain/wire/programme-api.ts';
import { BudgetStore } from '../../../server/program/budget-store.ts';
import type { LedgerFiguresStore } from '../../../server/program/ledger-figures.ts';
import { PaperStore } from '../../../server/program/paper-store.ts';
import { planOf } from '../../../server/program/plan.ts';
import { openProgrammeFile } from '../../../server/program/programme-file.ts';
import { ProjectStore } from '../../../server/program/project-store.ts';
import { ProjectView } from '../../../server/program/project-view.ts';
import { seededRandom } from './random.ts';

/** A stored file that every made-up proof points at. */
export const MADE_UP_DIGEST = 'ab'.repeat(32);

const SHEET = [
  ['hardware', '검수 카메라와 조명', 14_500_000, 8_000],
  ['hardware', '엣지 서버', 38_000_000, 2_000],
  ['software', '등급 판정 소프트웨어', 168_000_000, 1_000],
  ['network', '야드 통신망 공사', 22_000_000, 1_000],
  ['automation', '차단기와 유도등', 64_000_000, 1_000],
  ['cloud', '클라우드 이용료 9개월', 1_500_000, 9_000],
  ['adopter-labour', '사업관리 인력', 4_200_000, 4_500],
  ['site-innovation', '원가계산과 수준확인', 850_000, 1_000],
] as const;

const LONG = '포항 남구 철강산업단지 제3야드 철 스크랩 분류 및 물동량 모니터링 최적화를 위한 AI 검수 시스템 구축 과제';

/** Grant projects in different states, kept and folded by the server's own stores; the ledger's figures are made up. */
export function makeMadeUpProgramme(now: () => number) {
  const start = now();
  const today = kstDay(start);
  const database = openProgrammeFile(mkdtempSync(join(tmpdir(), 'made-up-programme-')));
  const stores = {
    projects: new ProjectStore(database),
    budget: new BudgetStore(database),
    papers: new PaperStore(database),
  };
  const figures = {
    readings: (yards: readonly string[], since: number) => yards.flatMap((yard) => readingsOf(yard, since, start)),
    readingCounts: () => new Map(INDICATOR_IDS.map((id) => [id, 168])),
    kpis: () => ({ 'tonnes-per-hour': 41.6, 'yard-minutes': 38.2, 'rejection-rate': 1_840, 'stock-days': 18.4 }),
  } as unknown as LedgerFiguresStore;
  const view = new ProjectView({ budget: stores.budget, papers: stores.papers, figures });
  const writer = { by: 'programme', at: start - 200 * DAY_MS };
  const base = (name: string): ProjectFields => ({
    name,
    programme: AI_TRACK_2026.id,
    adopter: '한빛철강',
    supplier: '스케일하우스',
    tenant: 'hanbit',
    yards: ['hanbit'],
    state: 'plan',
    appliedOn: addMonths(today, -12),
    agreedOn: null,
    startedOn: null,
    termMonths: 9,
    buildEndAgreed: null,
    extension: null,
    measuredLevel: 'basic',
    targetLevel: 'middle-1',
    totalCost: sheetTotal(),
    logDutyStart: null,
    reached: {},
  });

  const fresh = stores.projects.create(base('한빛 1야드 AI 검수'), { ...writer, at: start - 3 * DAY_MS });
  const running = stores.projects.create(
    {
      ...base('대경 야드 AI 검수와 물동량 모니터링'),
      adopter: '대경금속',
      yards: ['hanbit', 'problem'],
      state: 'reports',
      agreedOn: addMonths(today, -7),
      startedOn: addMonths(today, -7),
      targetLevel: 'middle-2',
      totalCost: 1_000_000_000,
      reached: { 'mid-check': addMonths(today, -2) },
    },
    writer,
  );
  const closing = stores.projects.create(
    {
      ...base(LONG),
      adopter: '남부스틸자원순환주식회사 포항공장',
      state: 'audit',
      agreedOn: addMonths(today, -9),
      startedOn: addMonths(today, -9),
      extension: { requestedOn: addMonths(today, -2), months: 2, cause: 'ordinary' },
    },
    { ...writer, at: start - 260 * DAY_MS },
  );
  stores.projects.change(closing.id, 1, { ...closing.fields, measuredLevel: 'none' }, '측정 수준 정정', {
    by: 'admin',
    at: start - 30 * DAY_MS,
  });
  for (const [project, done] of [
    [running, 0.4],
    [closing, 0.93],
  ] as const) {
    spend(project.id, project.fields, done);
  }
  for (const item of AI_TRACK_2026.documents.slice(0, 8)) {
    const given = {
      item: item.id,
      document: MADE_UP_DIGEST,
      fileName: `${item.name}.pdf`,
      issuedOn: addMonths(today, -8),
      validUntil: null,
    };
    for (const { id } of [running, closing]) stores.papers.addDocument(id, given, writer);
  }
  for (const [place, course] of AI_TRACK_2026.courses.entries()) {
    if (place < 2)
      stores.papers.addCourse(
        closing.id,
        { course: course.id, completedOn: addMonths(today, -1), certificate: place === 0 ? MADE_UP_DIGEST : null },
        writer,
      );
  }
  stores.papers.addEvidence(
    running.id,
    {
      item: 'middle-1-dashboard',
      kind: 'remark',
      document: null,
      text: '야드 화면을 매일 아침 회의에서 씁니다. 등급별 추이까지 확인했습니다.',
      isMet: true,
      points: null,
    },
    { by: 'assessor', at: start - 9 * DAY_MS },
  );

  function spend(project: string, fields: ProjectFields, done: number): void {
    const scale = fields.totalCost / sheetTotal();
    const rows = SHEET.map(([line, item, unitPrice, quantityMilli]) => {
      const price = Math.round(unitPrice * scale);
      return {
        ...{ line, item, origin: 'domestic' as const, country: '', spec: '', unitPrice: price, quantityMilli },
        amount: Math.round((price * quantityMilli) / 1_000),
      };
    });
    const first = rows[2];
    if (first) {
      const rest = rows.reduce((sum, { amount }) => sum + amount, 0) - first.amount;
      rows[2] = { ...first, unitPrice: fields.totalCost - rest, amount: fields.totalCost - rest };
    }
    const table = { rows, total: fields.totalCost };
    const plan = planOf(fields, table);
    stores.budget.importTable(project, 0, table, plan, { ...writer, reason: '협약 예산' });
    const from = fields.agreedOn ?? today;
    for (const [place, row] of plan.entries()) {
      for (const [stage, share, months] of [
        ['committed', Math.min(1, done + 0.25), 1],
        ['earned', done, 4],
        ['paid', row.funder === 'adopter' ? done * 0.6 : 0, 5],
      ] as const) {
        const amount = Math.floor(row.amount * share);
        const day = addMonths(from, months + (place % 3));
        if (amount <= 0 || day > today) continue;
        const document = place % 7 === 0 ? null : MADE_UP_DIGEST;
        const entry = { ...row, stage, day, until: null, amount, document, cancels: null, note: '' };
        stores.budget.add(project, () => entry, writer);
      }
    }
  }

  return {
    ...stores,
    view,
    database,
    ids: { fresh: fresh.id, running: running.id, closing: closing.id },
    rows: (yard: string, indicator: string) => ({
      indicator,
      yard,
      from: formatKst(start - DAY_MS),
      to: formatKst(start),
      rows: Array.from({ length: 40 }, (_, place) => ({
        at: formatKst(start - place * 1_900_000),
        counts: place % 9 !== 4,
        visit: place % 3 === 0 ? null : `hanbit-${String(place).padStart(4, '0')}`,
        device: place % 3 === 0 ? 'bay-1/camera-1' : null,
        command: null,
        value: place % 5 === 0 ? null : 3 + (place % 7),
        what: place % 3 === 0 ? 'frame' : 'weighing',
      })),
    }),
    list(wanted: string): ProjectList {
      if (wanted === 'none') return { projects: [] };
      const projects = view.summaries(stores.projects.list(), now());
      return wanted === 'many' ? { projects: manyOf(projects) } : { projects };
    },
  };
}

const sheetTotal = (): number =>
  SHEET.reduce((sum, [, , price, quantity]) => sum + Math.round((price * quantity) / 1_000), 0);

/** Three hundred rows out of a few. */
function manyOf(projects: ProjectList['projects']): ProjectList['projects'] {
  const random = seededRandom(300);
  return Array.from({ length: 300 }, (_, place) => {
    const model = projects[place % projects.length] as ProjectList['projects'][number];
    const daysLeft = model.daysLeft === null ? null : Math.round(random() * 270) - 20;
    return { ...model, id: `${model.id}-${place}`, name: `${place + 1}호 ${model.name}`, daysLeft };
  });
}

/** Hourly readings of a yard, near their targets. */
function readingsOf(yard: string, since: number, now: number): IndicatorReading[] {
  const last = now - (now % HOUR_MS);
  return INDICATOR_IDS.flatMap((indicator, place) => {
    if (indicator === 'commands-overridden') return [];
    const random = seededRandom(yard.length * 1_000 + place);
    const { target, unit, direction } = INDICATORS[indicator];
    const isPoor = place % 6 === 2;
    return Array.from({ length: 120 }, (_, hour): IndicatorReading => {
      const wave = 1 + (random() - 0.5) * 0.05 + (isPoor === (direction === 'up') ? -0.06 : 0.04);
      const raw = target.value * wave;
      const value =
        unit === '%'
          ? Math.min(100, Math.round(raw * 10) / 10)
          : unit === 'count'
            ? Math.round(raw)
            : Math.round(raw * 100) / 100;
      return { indicator, yard, hour: last - (120 - hour) * HOUR_MS, value };
    }).filter(({ hour }, at) => hour >= since && !(at > 40 && at < 49));
  });
}
