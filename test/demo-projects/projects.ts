import { kstDay } from '../../domain/kst-time.ts';
import type { Stage } from '../../domain/programme/budget.ts';
import { addDays, addMonths } from '../../domain/programme/calendar.ts';
import type { EpochMs, KstDay } from '../../domain/units.ts';
import type { KpiEntry, ProjectFields } from '../../domain/wire/programme-api.ts';

/** A row of a price sheet: cost line as the portal spells it, item, unit price and quantity. */
export type SheetRow = readonly [line: string, item: string, unitPrice: number, quantity: number];

/** Money that happened; it is shared out to the funders as the programme does. */
export interface DemoMoney {
  readonly line: string;
  readonly stage: Exclude<Stage, 'planned'>;
  readonly day: KstDay;
  readonly amount: number;
  /** grants are paid after completion: until then the adopter pays alone */
  readonly isAdopters?: boolean;
  readonly hasDocument?: boolean;
  /** true: entered twice, and the second taken back */
  readonly isTakenBack?: boolean;
}

export interface DemoProject {
  readonly fields: ProjectFields;
  readonly sheet: readonly SheetRow[];
  readonly money: readonly DemoMoney[];
  /** ids of documents that were handed in */
  readonly documents: readonly string[];
  readonly courses: readonly string[];
  readonly kpis: readonly KpiEntry[];
}

const APPLICATION = [
  ...['application-signed', 'business-registration', 'tax-clearance', 'size-confirmation'],
  ...['privacy-consent', 'credit-rating'],
];

const KPIS: readonly KpiEntry[] = [
  { kpi: 'hourly-output', before: 18, target: 22, after: null, weight: 40, note: '시연용 값' },
  { kpi: 'lead-time', before: 55, target: 40, after: null, weight: 30, note: '시연용 값' },
  { kpi: 'defects', before: 30_000, target: 20_000, after: null, weight: 30, note: '시연용 값' },
];

/** Three invented projects on the demo's yards: on its way, late with its deadline near, and before its agreement. */
export function demoProjects(tenant: string, now: EpochMs): DemoProject[] {
  const today = kstDay(now);
  const onItsWay = addMonths(today, -5);
  const late = addDays(addMonths(today, -8), 10);
  const common = {
    ...{ programme: 'posco-ai-2026', tenant, supplier: '스케일하우스(시연)', startedOn: null, termMonths: 9 },
    ...{ buildEndAgreed: null, extension: null, logDutyStart: null, measuredLevel: 'basic' as const },
  };
  return [
    {
      fields: {
        ...common,
        ...{
          name: '감천 야드 AI 검수 구축',
          adopter: '감천리사이클(시연)',
          yards: ['busan-gamcheon'],
          state: 'reports',
        },
        ...{ appliedOn: addMonths(onItsWay, -1), agreedOn: onItsWay, targetLevel: 'middle-1', totalCost: 800_000_000 },
        reached: { 'mid-check': addDays(addMonths(onItsWay, 4), 10) },
      },
      sheet: [
        ['H/W 개발비', '검수 카메라', 12_000_000, 10],
        ['H/W 개발비', '현장 서버', 50_000_000, 2],
        ['S/W 개발비', '등급 판정 AI', 300_000_000, 1],
        ['S/W 개발비', '현황판·분석 화면', 80_000_000, 1],
        ['N/W 공사', '광케이블 공사', 40_000_000, 1],
        ['자동화장비', '차단기·신호등 연동', 60_000_000, 2],
        ['클라우드 서비스 이용료', '원격 백업', 20_000_000, 1],
        ['도입기업 사업관리 인력 인건비', '사업관리', 5_000_000, 4],
      ],
      money: [
        { line: 'hardware', stage: 'committed', day: addDays(onItsWay, 15), amount: 220_000_000, hasDocument: true },
        { line: 'software', stage: 'committed', day: addDays(onItsWay, 20), amount: 380_000_000, hasDocument: true },
        { line: 'network', stage: 'committed', day: addDays(onItsWay, 30), amount: 40_000_000, hasDocument: true },
        { line: 'hardware', stage: 'earned', day: addDays(onItsWay, 60), amount: 220_000_000, hasDocument: true },
        { line: 'network', stage: 'earned', day: addDays(onItsWay, 75), amount: 40_000_000, hasDocument: true },
        { line: 'software', stage: 'earned', day: addDays(onItsWay, 120), amount: 130_000_000, hasDocument: true },
        {
          ...{ line: 'hardware', stage: 'paid', day: addDays(onItsWay, 65), amount: 44_000_000 },
          ...{ isAdopters: true, hasDocument: true },
        },
        { line: 'software', stage: 'paid', day: addDays(onItsWay, 125), amount: 26_000_000, isAdopters: true },
      ],
      documents: APPLICATION,
      courses: ['adopter-executive', 'adopter-staff', 'supplier-staff'],
      kpis: KPIS,
    },
    {
      fields: {
        ...common,
        ...{ name: '영일 야드 물동량 모니터링', adopter: '영일자원(시연)', yards: ['pohang-yeongil'], state: 'audit' },
        ...{ appliedOn: addMonths(late, -1), agreedOn: late, targetLevel: 'middle-2', totalCost: 1_000_000_000 },
        reached: {},
      },
      sheet: [
        ['H/W 개발비', '검수 카메라', 15_000_000, 20],
        ['S/W 개발비', '등급 판정 AI', 450_000_000, 1],
        ['N/W 공사', '무선망 공사', 50_000_000, 1],
        ['자동화장비', '집게 연동 제어', 100_000_000, 2],
      ],
      money: [
        { line: 'hardware', stage: 'committed', day: addDays(late, 20), amount: 300_000_000, hasDocument: true },
        { line: 'software', stage: 'committed', day: addDays(late, 40), amount: 400_000_000, hasDocument: true },
        { line: 'hardware', stage: 'earned', day: addDays(late, 110), amount: 300_000_000, hasDocument: true },
        { line: 'software', stage: 'earned', day: addDays(late, 180), amount: 50_000_000 },
        {
          ...{ line: 'hardware', stage: 'paid', day: addDays(late, 115), amount: 60_000_000 },
          ...{ isAdopters: true, isTakenBack: true },
        },
      ],
      documents: APPLICATION.slice(0, 5),
      courses: ['supplier-staff'],
      kpis: KPIS,
    },
    {
      fields: {
        ...common,
        ...{ name: '태인 야드 AI 검수 도입', adopter: '태인스틸(시연)', yards: ['gwangyang-taein'], state: 'plan' },
        ...{ appliedOn: addDays(today, -40), agreedOn: null, targetLevel: 'middle-1', totalCost: 500_000_000 },
        reached: {},
      },
      sheet: [
        ['H/W 개발비', '검수 카메라', 12_000_000, 10],
        ['S/W 개발비', '등급 판정 AI', 330_000_000, 1],
        ['N/W 공사', '광케이블 공사', 50_000_000, 1],
      ],
      money: [],
      documents: APPLICATION.slice(0, 4),
      courses: [],
      kpis: [],
    },
  ];
}
