import { kstDay } from '../../../domain/kst-time.ts';
import { weekdayOf } from '../../../domain/notices/schedule.ts';
import type { EpochMs, Kilogram } from '../../../domain/units.ts';
import { signedShare } from './signed-share.ts';

const WEEKDAYS = ['일', '월', '화', '수', '목', '금', '토'];

/** `2026년 11월 22일 (일)` */
function longDay(at: EpochMs): string {
  const [year, month, day] = kstDay(at).split('-').map(Number);
  return `${year}년 ${month}월 ${day}일 (${WEEKDAYS[weekdayOf(at)]})`;
}

const tonnes = (kg: Kilogram): string =>
  `${(kg / 1_000).toLocaleString('ko-KR', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} t`;

/** Korean of the reports; `words-en.ts` has the same keys. */
export const reportKo = {
  longDay,
  daily: '일일 보고',
  weekly: '주간 보고',
  audiences: { plant: '야드용', procurement: '구매용' },
  mark: 'Scalehouse',
  summary: '요약',
  allYards: '모든 야드',
  span: (from: EpochMs, to: EpochMs) => `${longDay(from)} ~ ${longDay(to)}`,
  beneath: (span: string, yards: string, madeAt: string) => `${span} · ${yards} · 작성 ${madeAt}`,
  footer: '무게는 kg이며 2차 계근 시각으로 셉니다. 작성 뒤에 바뀐 값은 화면에서 확인하세요.',
  noPartner: '거래처 없음',
  total: '합계',
  listSeparator: ', ',
  lead: {
    none: '완료된 입출차가 없습니다.',
    day: (trucks: number, inbound: Kilogram, outbound: Kilogram) =>
      `트럭 ${trucks}대. 매입 ${tonnes(inbound)}, 납품 ${tonnes(outbound)}.`,
    plan: (kg: Kilogram, share: number) => `계획 ${tonnes(kg)}의 ${(share * 100).toFixed(1)} %를 매입했습니다.`,
    deduction: (kg: Kilogram, trucks: number) => `감량 ${kg.toLocaleString('ko-KR')} kg (${trucks}대).`,
    attention: (exceptions: number, restated: number, disputes: number) =>
      `예외가 있는 트럭 ${exceptions}대, 지난 날의 수정 ${restated}건, 답을 기다리는 이의제기 ${disputes}건.`,
    week: (name: string, kg: Kilogram, before: Kilogram) =>
      `${name} ${tonnes(kg)}, ${before === 0 ? '전주에는 없었습니다.' : `전주 ${tonnes(before)} 대비 ${signedShare((kg - before) / before)}.`}`,
  },
  sections: {
    yards: ['야드별', '야드'],
    grades: ['등급별', '등급'],
    partners: ['거래처별', '거래처'],
    deducted: ['감량한 트럭', '감량'],
    exceptional: ['예외가 있는 트럭', '예외'],
    restatements: ['지난 날의 수정(재집계)', '수정'],
    disputes: ['답을 기다리는 이의제기', '이의제기'],
    slips: ['검수확인서', '검수확인서'],
    account: ['수신 대조', '수신 대조'],
    changes: ['이 주에 달라진 것', '달라진 것'],
    suppliers: ['공급사별', '공급사'],
    supplierGrades: ['공급사와 등급', '공급사와 등급'],
    works: ['납품처별', '납품처'],
    weekDisputes: ['이의제기', '이의제기'],
  },
  notes: {
    account: '받은 메시지는 쓴 것, 처리 중, 거부를 더한 것과 늘 같습니다. 시작부터 지금까지의 수입니다.',
    restatements: '이날 기록되어 이미 끝난 날의 무게를 바꾼 것입니다.',
    week: '전주는 바로 앞의 월요일부터 일요일까지입니다.',
    changes: '앞선 8주의 중앙값과 MAD로 본 평소 범위를 벗어난 것만 말합니다.',
  },
  columns: {
    yard: '야드',
    trucks: '대수',
    inbound: '매입 (kg)',
    outbound: '납품 (kg)',
    plan: '매입 계획 (kg)',
    attained: '달성률',
    deduction: '감량 (kg)',
    grade: '등급',
    share: '비중',
    direction: '방향',
    partner: '거래처',
    net: '실중량 (kg)',
    accepted: '인정중량 (kg)',
    exceptions: '예외',
    cancelled: '취소',
    at: '시각',
    ticket: '전표',
    plate: '차량',
    what: '내용',
    day: '날짜',
    before: '전 (kg)',
    after: '후 (kg)',
    change: '차이 (kg)',
    slip: '검수확인서',
    subject: '대상',
    opened: '제기',
    deadline: '답변 기한',
    overdue: '기한 지남',
    issued: '발행',
    superseded: '새 판',
    received: '받음',
    written: '기록',
    pending: '처리 중',
    rejected: '거부',
    duplicates: '중복',
    thisWeek: '해당 주 (kg)',
    lastWeek: '전주 (kg)',
    changeShare: '증감률',
    supplier: '공급사',
    works: '납품처',
    state: '상태',
    sentence: '무엇이 달라졌나',
  },
  none: '없음',
  yes: '예',
  directions: { inbound: '매입', outbound: '납품' } as Readonly<Record<string, string>>,
  deductionBucket: '감량',
  subjects: { photo: '사진', grade: '등급', weight: '무게' } as Readonly<Record<string, string>>,
  disputeStates: { open: '답변 대기', answered: '답변함', withdrawn: '철회' } as Readonly<Record<string, string>>,
  exceptions: {
    DIRECTION_CONTRADICTS_WEIGHTS: '방향과 무게 어긋남',
    LIFTS_DIFFER_FROM_NET: '집게 합과 실중량 다름',
    OPEN_TOO_LONG: '12시간 넘게 나가지 않음',
    EXTRA_WEIGHING: '계근이 두 번을 넘음',
    NET_ZERO: '실중량 0',
    DECLARED_GRADE_UNKNOWN: '신고 등급 모름',
    DEDUCTION_EXCEEDS_NET: '감량이 실중량보다 큼',
    RADIATION_ALARM: '방사선 경보',
    FRAME_UNGRADABLE: '판정 못 한 사진',
  } as Readonly<Record<string, string>>,
  subjectLine: (title: string, span: string, yards: string) => `[Scalehouse] ${title} ${span} (${yards})`,
  letter: (lead: string, file: string, url: string) =>
    `${lead}\n\n자세한 내용은 첨부한 ${file}에 있습니다.\n화면에서 보기: ${url}\n\n이 메일은 Scalehouse가 일정에 따라 보냈습니다.\n`,
};

export type ReportWords = typeof reportKo;
