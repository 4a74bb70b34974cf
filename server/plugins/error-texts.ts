import type { ErrorCode } from '../../domain/errors.ts';
import { SLIP_TEXTS } from './slip-texts.ts';

type Params = Readonly<Record<string, string | number>>;

const CORRECTION_TEXTS: Readonly<Record<string, string>> = {
  EMPTY: '고칠 내용이 없습니다. 등급, 등급별 중량, 감량 중 하나를 보내 주세요.',
  GRADE_UNKNOWN: '알 수 없는 등급입니다. 등급 코드를 확인해 주세요.',
  GRADE_AND_GRADES: '등급과 등급별 중량은 함께 보낼 수 없습니다. 하나만 보내 주세요.',
  NOT_CLOSED: '아직 2차 계근이 끝나지 않아 중량을 고칠 수 없습니다. 계근이 끝난 뒤 다시 시도해 주세요.',
  SUM_DIFFERS: '등급별 중량의 합이 실중량과 같아야 합니다.',
  DEDUCTION_EXCEEDS_NET: '감량은 실중량보다 클 수 없습니다.',
  FRAME_UNKNOWN: '이 차량의 사진이 아닙니다. 사진을 다시 선택해 주세요.',
  FRAME_WITHOUT_GRADE: '사진을 고치려면 그 사진의 등급을 함께 보내 주세요.',
  REASON_EMPTY: '고치는 이유를 적어 주세요.',
  WITHDRAWS_AND_MORE: '되돌리기는 다른 내용과 함께 보낼 수 없습니다. 따로 보내 주세요.',
  CORRECTION_UNKNOWN: '되돌릴 정정이 이 차량에 없습니다. 화면을 새로 고쳐 확인해 주세요.',
  CORRECTION_WITHDRAWN: '이미 되돌린 정정입니다.',
};

/** What a refused file was found to be, by its bytes. */
const FILE_KINDS: Readonly<Record<string, string>> = {
  html: 'HTML 문서',
  zip: '압축 파일(또는 오피스 문서)',
  xls: '옛 오피스 문서(xls, doc)',
  text: '글로만 된 파일',
  empty: '빈 파일',
  svg: 'SVG 그림',
  gif: 'GIF 그림',
  webp: 'WebP 그림',
  heic: 'HEIC 사진',
  program: '실행 파일',
  pdf: 'PDF 문서',
  encrypted: '암호가 걸린 문서',
  damaged: '손상된 파일',
};

/** What a person reads, and what to do next. Programs decide by the code, never by this text. */
export function errorText(code: ErrorCode, params: Params): string {
  switch (code) {
    case 'BAD_REQUEST':
      return `요청을 이해하지 못했습니다. ${[params.field, params.problem].filter(Boolean).join(': ')} — 값을 고쳐 다시 보내 주세요.`;
    case 'LOGIN_FAILED':
      return '아이디 또는 비밀번호가 맞지 않습니다.';
    case 'LOGIN_REQUIRED':
      return '로그인이 필요합니다. 다시 로그인해 주세요.';
    case 'FORBIDDEN':
      return '이 작업을 할 권한이 없습니다. 관리자에게 문의해 주세요.';
    case 'NOT_FOUND':
      return '찾을 수 없습니다. 주소를 확인해 주세요.';
    case 'CORRECTION_INVALID':
      return CORRECTION_TEXTS[String(params.problem)] ?? '고칠 수 없는 내용입니다.';
    case 'CONFLICT':
      return SLIP_TEXTS[String(params.problem)] ?? '지금 상태에서는 할 수 없습니다. 화면을 새로 고쳐 확인해 주세요.';
    case 'NOT_TAKEN':
      return SLIP_TEXTS[String(params.problem)] ?? '받아들일 수 없는 값입니다. 고쳐서 다시 보내 주세요.';
    case 'FILE_TOO_BIG':
      return `파일이 너무 큽니다. ${limitOf(params)}나누거나 해상도를 낮춰 다시 올려 주세요.`;
    case 'FILE_TYPE_REFUSED':
      return `${FILE_KINDS[String(params.found)] ?? '알 수 없는 형식의 파일'}입니다. ${params.expected} 파일만 받습니다. 그 형식으로 저장해 다시 올려 주세요.`;
    case 'RANGE_REFUSED':
      return `이 기간은 조회할 수 없습니다. ${params.problem ?? ''} 기간을 고쳐 다시 시도해 주세요.`;
    case 'EXPORT_TOO_LARGE':
      return `내보낼 행이 ${params.rows}개로, 이 형식의 한도 ${params.limit}개를 넘습니다. ${params.advice ?? '기간을 나누어'} 내보내 주세요.`;
    case 'LINK_ENDED':
      return '이 링크는 더 이상 쓸 수 없습니다. 야드에 새 링크를 요청해 주세요.';
    case 'TOO_MANY_REQUESTS':
      return '시도가 너무 많습니다. 잠시 뒤 다시 시도해 주세요.';
    case 'COLLECTOR_AWAY':
      return '수집기와 연결되지 않아 지금은 저장할 수 없습니다. 잠시 뒤 다시 시도해 주세요.';
    default:
      return '서버에서 문제가 생겼습니다. 잠시 뒤 다시 시도하고, 계속되면 요청 번호를 알려 주세요.';
  }
}

function limitOf({ megabytes, megapixels }: Params): string {
  if (megapixels !== undefined) return `${Number(megapixels) * 100}만 화소까지 올릴 수 있습니다. `;
  return megabytes === undefined ? '' : `${megabytes} MB까지 올릴 수 있습니다. `;
}
