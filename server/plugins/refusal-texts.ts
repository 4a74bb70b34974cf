import type { Refusal, RefusalCode } from '../../domain/programme/refusals.ts';

const TEXTS: Readonly<Record<RefusalCode, string>> = {
  DAY_INVALID: '달력에 없는 날짜입니다. YYYY-MM-DD로 다시 적어 주세요.',
  BEFORE_AGREEMENT: '협약일보다 앞선 날짜입니다. 협약일 이후의 날짜로 고쳐 주세요.',
  IN_FUTURE: '아직 오지 않은 날짜입니다. 오늘까지의 날짜로 고쳐 주세요.',
  AGREEMENT_MISSING: '협약일이 없습니다. 과제의 협약일을 먼저 적어 주세요.',
  TERM_TOO_LONG: '사업기간이 사업에서 정한 기간보다 깁니다. 기간을 줄여 주세요.',
  BUILD_END_BEYOND_TERM: '구축 종료일이 사업기간을 넘습니다. 날짜를 고치거나 연장을 적어 주세요.',
  EXTENSION_TOO_LATE: '연장 신청 기한이 지났습니다. 종료 1개월 전까지만 신청할 수 있습니다.',
  EXTENSION_TOO_LONG: '연장 기간이 너무 깁니다. 허용된 개월 수로 줄여 주세요.',
  EXTENSION_REPEATED: '연장은 한 번만 할 수 있습니다. 처음 연장을 그대로 두세요.',
  TARGET_TOO_LOW: '목표수준이 사업의 최저 수준보다 낮습니다. 더 높은 수준을 고르세요.',
  STATE_UNKNOWN: '이 사업에 없는 진행 단계입니다. 목록에서 고르세요.',
  STATE_NEEDS_AGREEMENT: '이 단계에는 협약일이 있어야 합니다. 협약일을 적어 주세요.',
  AMOUNT_NOT_WHOLE: '금액은 원 단위의 정수여야 합니다. 숫자로만 다시 적어 주세요.',
  AMOUNT_NOT_POSITIVE: '금액은 0보다 커야 합니다. 금액을 고쳐 주세요.',
  AMOUNT_TOO_BIG: '금액이 너무 큽니다. 원 단위인지 확인해 주세요.',
  AMOUNT_NEGATIVE: '음수 금액은 취소할 항목을 지정해야 합니다. 취소할 항목에서 취소를 눌러 주세요.',
  LINE_UNKNOWN: '이 사업에 없는 비목입니다. 비목 이름을 확인해 주세요.',
  CANCELLED_UNKNOWN: '취소하려는 항목이 이 과제에 없습니다. 화면을 새로 고쳐 확인해 주세요.',
  CANCELLED_TWICE: '이미 취소된 항목입니다. 화면을 새로 고쳐 확인해 주세요.',
  CANCELLED_DIFFERS: '취소 항목의 비목·재원·단계·금액이 원래 항목과 다릅니다. 원래 값 그대로 취소해 주세요.',
  SPREAD_INVALID: '나누어 잡는 기간이 잘못되었습니다. 계획에만, 시작일 이후의 날짜로 적어 주세요.',
  REASON_MISSING: '바꾸는 이유를 적어 주세요.',
  NOTHING_CHANGED: '바뀐 내용이 없습니다. 고친 뒤 다시 저장해 주세요.',
  HEADER_MISSING: '필요한 열이 없습니다. 내려받은 서식의 머리글을 그대로 두고 다시 올려 주세요.',
  HEADER_TWICE: '같은 머리글이 두 번 있습니다. 하나를 지우고 다시 올려 주세요.',
  TEXT_MISSING: '빈칸입니다. 내용을 적고 다시 올려 주세요.',
  NUMBER_INVALID: '숫자가 아닙니다. 원 단위 숫자로 고쳐 다시 올려 주세요.',
  ORIGIN_INVALID: '국/외산 칸은 국산 또는 외산이어야 합니다.',
  PRODUCT_DIFFERS: '단가 × 수량이 계와 다릅니다. 이 칸을 고쳐 다시 올려 주세요.',
  SUBTOTAL_DIFFERS: '소계가 위 행의 합과 다릅니다. 이 칸을 고쳐 다시 올려 주세요.',
  TOTAL_DIFFERS: '합계가 각 행의 합과 다릅니다. 이 칸을 고쳐 다시 올려 주세요.',
  TOTAL_COST_DIFFERS: '합계가 과제의 총사업비와 다릅니다. 표 또는 총사업비를 고쳐 주세요.',
  ROWS_AFTER_TOTAL: '합계 아래에 행이 더 있습니다. 합계를 맨 아래로 옮겨 주세요.',
  NO_ROWS: '표에 행이 없습니다. 내용을 채워 다시 올려 주세요.',
  TOO_MANY_ROWS: '행이 너무 많습니다. 행을 합쳐 다시 올려 주세요.',
  KPI_UNKNOWN: '이 사업에 없는 성과지표입니다. 목록에서 고르세요.',
  KPI_TWICE: '같은 성과지표가 두 번 있습니다. 하나를 지워 주세요.',
  KPI_TARGET_BACKWARDS: '목표가 구축 전보다 나쁩니다. 증가·감소 특성을 보고 고쳐 주세요.',
  KPI_WEIGHTS_DIFFER: '가중치의 합이 100이 아닙니다. 합이 100이 되게 고쳐 주세요.',
};

const MOST_TOLD = 3;

/** What a person reads of a refusal: the place and what to do, for the first few reasons. */
export function refusalText(refusals: readonly Refusal[]): string {
  const told = refusals.slice(0, MOST_TOLD).map(({ code, cell, params }) => {
    const figures = [
      ['적힌 값', params.stated ?? params.found],
      ['맞는 값', params.expected],
    ].flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`]));
    const place = cell === null ? '' : `${cell}: `;
    return `${place}${TEXTS[code]}${figures.length === 0 ? '' : ` (${figures.join(', ')})`}`;
  });
  const more = refusals.length - told.length;
  return [...told, ...(more > 0 ? [`그 밖에 ${more}건`] : [])].join(' ');
}
