import { setImmediate } from 'node:timers/promises';
import type { Programme } from '../../../domain/programme/programme.ts';
import type * as api from '../../../domain/wire/programme-api.ts';
import { type Column, Paper, type ReportCell } from '../../paper/paper.ts';
import { drawCurves } from './curves.ts';
import * as words from './words.ts';

/** What the report tells, as it stands at one moment. */
export interface ReportFacts {
  readonly detail: api.ProjectDetail;
  readonly programme: Programme;
  readonly levels: api.LevelState;
  readonly indicators: readonly api.IndicatorState[];
  /** rows of each indicator in the ledger within the trend */
  readonly rowCounts: ReadonlyMap<string, number>;
  readonly trendDays: number;
  readonly burn: api.BurnSeries;
  readonly kpis: api.KpiTable;
  readonly kpiDays: number;
  readonly yardNames: readonly string[];
  readonly at: string;
  readonly by: string;
}

/** The evidence of a grant project for its completion inspection: a PDF of real text, 자가진단 on every page. */
export async function evidenceReport(facts: ReportFacts): Promise<Buffer> {
  const { detail, programme, at, by } = facts;
  const { name } = detail.project.fields;
  const time = at.slice(0, 16).replace('T', ' ');
  const paper = new Paper({
    title: `증빙 보고서 · ${name}`,
    subject: programme.name,
    mark: '자가진단 — 공식 수준은 완료점검에서 확정됩니다',
    footer: `${programme.name} · ${time} KST · ${by}`,
    at: new Date(at),
  });
  const parts = [opening, systemLevel, capabilityLevel, indicators, money, papers, kpis, standings];
  for (const part of parts) {
    part(paper, facts);
    // setting text is work: whoever else asks something of the server is not kept waiting for the whole of it
    await setImmediate();
  }
  return await paper.finish();
}

function opening(paper: Paper, { detail, programme, yardNames, levels }: ReportFacts): void {
  const { fields, revision } = detail.project;
  const end = detail.milestones.find(({ id }) => id === 'build-end')?.until ?? null;
  paper.title(fields.name, `${programme.name} 완료점검 증빙 보고서`);
  paper.notice(
    '이 보고서는 계근소의 실제 기록과 사람이 올린 증빙으로 만든 자가진단입니다. 공식 수준이 아니며, 공식 수준은 완료점검에서 확정됩니다.',
  );
  paper.facts([
    ['도입기업', fields.adopter],
    ['공급기업', fields.supplier],
    ['야드', yardNames.join(', ')],
    ['협약일 / 구축 종료', `${words.day(fields.agreedOn)} / ${words.day(end)}`],
    ['총사업비 (VAT 별도)', words.won(fields.totalCost)],
    ['목표수준 / 현재 자가진단', `${words.level(levels.target)} / ${words.level(levels.system.reached)}`],
    ['과제 기록', `${revision}번째 기록, ${detail.project.changedAt.slice(0, 16).replace('T', ' ')} KST`],
  ]);
}

function systemLevel(paper: Paper, { levels: { system, target } }: ReportFacts): void {
  paper.heading('1. 구축시스템 스마트화 수준 (자가진단)', 160);
  paper.paragraph(
    `도달 ${words.level(system.reached)} · 목표 ${words.level(target)} · ${system.isTargetReached ? '목표수준의 필수 항목을 모두 충족했습니다.' : `목표수준까지 필수 항목 ${system.missing.length}개가 남았습니다.`}`,
  );
  paper.table(
    [
      { title: '영역', share: 0.4 },
      { title: '충족 항목 / 목표까지 항목', share: 0.35, align: 'center' },
      { title: '도달 수준', share: 0.25, align: 'center' },
    ],
    system.areas.map(({ name, met, of, reached }) => [name, `${met} / ${of}`, words.level(reached)]),
  );
  const upTo = words.LEVEL_ORDER.indexOf(target);
  const areaOf = new Map(system.areas.map(({ id, name }) => [id, name]));
  paper.subheading('목표수준까지의 항목');
  paper.table(
    [
      { title: '수준', share: 0.09 },
      { title: '영역', share: 0.13 },
      { title: '항목', share: 0.28 },
      { title: '필수', share: 0.07, align: 'center' },
      { title: '판정', share: 0.1 },
      { title: '근거', share: 0.33 },
    ],
    system.items
      .filter(({ level }) => words.LEVEL_ORDER.indexOf(level) <= upTo)
      .sort((a, b) => words.LEVEL_ORDER.indexOf(a.level) - words.LEVEL_ORDER.indexOf(b.level))
      .map((item) => [
        words.level(item.level),
        areaOf.get(item.area) ?? item.area,
        item.name,
        item.isRequired ? '필수' : '선택',
        words.ITEM_STATES[item.state],
        groundsOf(item),
      ]),
  );
}

function groundsOf({ basis, indicators: ids, evidence }: api.LevelItemState): string {
  const said = evidence.at(-1);
  const given = said ? `${said.at.slice(0, 10)} ${said.by}: ${said.text || words.EVIDENCE_KINDS[said.kind]}` : '';
  if (basis === 'indicators' || (basis === null && ids.length > 0)) {
    return [`지표 ${ids.map(words.indicatorName).join(', ')}`, given].filter(Boolean).join('\n');
  }
  return given || '증빙 없음';
}

function capabilityLevel(paper: Paper, { levels: { capability } }: ReportFacts): void {
  const { score, outOf, level, thresholds, areas, unjudged } = capability;
  paper.heading('2. 기업제조혁신역량 수준 (자가진단)', 160);
  const reached = level === null ? '판정한 항목이 없습니다' : level === 0 ? 'Level 1 미만' : `Level ${level}`;
  paper.paragraph(`${reached} · ${score}점 / ${outOf}점 · 판정하지 않은 항목 ${unjudged.length}개`);
  paper.table(
    [
      { title: '영역', share: 0.5 },
      { title: '받은 점수', share: 0.2, align: 'right' },
      { title: '배점', share: 0.15, align: 'right' },
      { title: '확인', share: 0.15, align: 'center' },
    ],
    areas.map(({ name, given, points, standing }) => [name, String(given), String(points), words.STANDINGS[standing]]),
  );
  const [first] = thresholds;
  if (!first) return;
  const steps = thresholds.map(({ level: step, points }) => `Level ${step} ${points}점`).join(' · ');
  paper.note(`수준 기준: ${steps} (${words.STANDINGS[first.standing]}: ${first.source})`);
}

function indicators(paper: Paper, { indicators: states, rowCounts, trendDays, yardNames, detail }: ReportFacts): void {
  paper.heading('3. 실시간 지표', 140);
  paper.note(
    `값은 마지막으로 측정한 시각의 것이고, 추이는 최근 ${trendDays}일의 시간별 값입니다(점선은 목표). 행 수는 그 기간에 이 지표로 남은 장부의 기록입니다.`,
  );
  detail.project.fields.yards.forEach((yard, place) => {
    paper.subheading(yardNames[place] ?? yard, 100);
    paper.table(
      [
        { title: '지표와 정의', share: 0.43 },
        { title: '값', share: 0.11, align: 'right' },
        { title: '목표', share: 0.11, align: 'right' },
        { title: '판정', share: 0.1, align: 'center' },
        { title: '추이', share: 0.17 },
        { title: '행 수', share: 0.08, align: 'right' },
      ],
      states
        .filter((state) => state.yard === yard)
        .map((state): ReportCell[] => [
          `${state.name}\n${state.definition}`,
          state.value === null ? '–' : words.measured(state.value, state.unit),
          state.target === null
            ? '–'
            : `${words.measured(state.target, state.unit)} ${state.direction === 'up' ? '이상' : '이하'}`,
          words.INDICATOR_STATES[state.state],
          { values: state.trend.map(({ value }) => value), target: state.target },
          words.count(rowCounts.get(`${yard}/${state.id}`) ?? 0),
        ]),
    );
  });
}

const MONEY: readonly Column[] = ['계획(승인)', '발주', '검수', '지급'].map((title) => ({
  title,
  share: 0.17,
  align: 'right',
}));

const moneyRow = (name: string, { planned, committed, earned, paid }: api.StageSums): string[] => [
  name,
  ...[planned, committed, earned, paid].map(words.count),
];

function money(paper: Paper, { detail, burn, programme }: ReportFacts): void {
  const { funding, sums } = detail;
  paper.heading('4. 사업비 집행 (원, VAT 별도)', 160);
  paper.facts([
    ['정부지원금', words.won(funding.government)],
    ['포스코 출연금', words.won(funding.posco)],
    ['도입기업부담금', `${words.won(funding.adopter)} (한도 초과분 ${words.won(funding.overCaps)} 포함)`],
    ['부가가치세', `${words.won(funding.vat)} — 도입기업이 별도로 부담`],
  ]);
  const lineName = new Map(programme.lines.map(({ id, name }) => [id, name]));
  const used = sums.byLine.filter(({ sums: line }) => Object.values(line).some((amount) => amount !== 0));
  const rows = [
    ...used.map(({ line, sums: own }) => moneyRow(lineName.get(line) ?? line, own)),
    ...words.FUNDERS.map(([id, name]) => moneyRow(name, sums.byFunder[id])),
    moneyRow('합계', sums.total),
  ];
  const strong = rows.map((_, place) => place).slice(used.length);
  paper.table([{ title: '비목 / 재원', share: 0.32 }, ...MONEY], rows, { strong });
  const { pace, forecast } = burn;
  if (pace) {
    const share = (points: number) => `${(points / 100).toFixed(1)} %`;
    paper.paragraph(`검수 ${share(pace.earnedBasisPoints)} · 기간 경과 ${share(pace.elapsedBasisPoints)}`);
  }
  const cost = forecast.cost.amount === null ? '아직 말할 수 없음' : words.won(forecast.cost.amount);
  const day = forecast.date.day === null ? '아직 말할 수 없음' : forecast.date.day;
  paper.note(`완료 예상 비용: ${cost} · 완료 예상일: ${day}`);
  if (burn.points.length > 1) {
    paper.subheading('누계 곡선', 200);
    paper.drawing(150, (pen, box) => drawCurves(pen, box, burn));
  }
  paper.subheading('월별 누계');
  const months = burn.points.filter(({ committed }) => committed !== null);
  paper.table(
    [{ title: '기준일', share: 0.32 }, ...MONEY],
    months.map(({ day, planned, committed, earned, paid }) =>
      moneyRow(day, { planned, committed: committed ?? 0, earned: earned ?? 0, paid: paid ?? 0 }),
    ),
    { empty: '집행 기간이 아직 시작되지 않았습니다' },
  );
}

function papers(paper: Paper, { detail: { documents, courses } }: ReportFacts): void {
  paper.heading('5. 서류와 교육', 120);
  paper.table(
    [
      { title: '번호', share: 0.08 },
      { title: '서류', share: 0.36 },
      { title: '필수', share: 0.08, align: 'center' },
      { title: '상태', share: 0.1 },
      { title: '유효기한', share: 0.13 },
      { title: '파일 (SHA-256 앞 12자)', share: 0.25 },
    ],
    documents.map(({ number, name, isRequired, state, validUntil, fileName, document }) => [
      number || '–',
      name,
      isRequired ? '필수' : '해당 시',
      words.DOCUMENT_STATES[state],
      validUntil ?? '–',
      document === null ? '–' : `${fileName}\n${document.slice(0, 12)}`,
    ]),
  );
  paper.subheading('온라인 교육');
  paper.table(
    [
      { title: '교육', share: 0.5 },
      { title: '상태', share: 0.2 },
      { title: '이수일', share: 0.3 },
    ],
    courses.map(({ name, state, completedOn }) => [name, words.COURSE_STATES[state], completedOn ?? '–']),
  );
}

function kpis(paper: Paper, { kpis: table, kpiDays }: ReportFacts): void {
  paper.heading('6. 성과지표 (KPI)', 120);
  const figure = (value: number | null) => (value === null ? '–' : words.decimal(value));
  const share = (value: number | null) => (value === null ? '–' : `${words.decimal(value)} %`);
  paper.table(
    [
      { title: '지표', share: 0.27 },
      { title: '단위', share: 0.08 },
      { title: '구축 전', share: 0.11, align: 'right' },
      { title: '목표', share: 0.11, align: 'right' },
      { title: '구축 후', share: 0.12, align: 'right' },
      { title: '달성률', share: 0.11, align: 'right' },
      { title: '개선률', share: 0.11, align: 'right' },
      { title: '가중치', share: 0.09, align: 'right' },
    ],
    table.rows.map((row) => [
      `${row.name}${row.isCore ? ' *' : ''}`,
      row.unit,
      figure(row.before),
      figure(row.target),
      `${figure(row.after)}${row.fromLedger ? '\n장부' : ''}`,
      share(row.attainment),
      share(row.improvement),
      String(row.weight),
    ]),
    { empty: '정한 성과지표가 없습니다' },
  );
  const whole = table.attainment === null ? '계산할 수 없음' : `${words.decimal(table.attainment)} %`;
  paper.note(
    `가중 달성률: ${whole} · * 핵심 지표 · '장부'는 최근 ${kpiDays}일(오늘 제외)의 계근 기록에서 저절로 계산한 값입니다.${
      table.rows.some(({ fromLedger }) => fromLedger === 'stock-days')
        ? ' 재고일수는 이 장부의 첫 계근부터 센 것으로, 그 전부터 있던 재고는 들어 있지 않습니다.'
        : ''
    }`,
  );
}

function standings(paper: Paper): void {
  paper.heading('7. 출처의 확실성');
  paper.note(
    '확인됨: 출처에 그대로 적힌 값입니다. 미확인: 오래되었거나 간접적인 출처 한 곳의 값입니다. 해석: 확인된 사실을 우리가 풀이한 값으로, 공식 기준이 아닙니다. 지표의 목표값은 모두 해석이며, 역량 수준의 기준 점수는 미확인입니다.',
  );
}
