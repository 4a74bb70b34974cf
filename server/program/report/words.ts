import { INDICATORS } from '../../../domain/programme/data/indicator-definitions.ts';
import { LEVEL_MODEL } from '../../../domain/programme/data/level-model.ts';
import type { IndicatorId } from '../../../domain/programme/indicators.ts';
import { SYSTEM_LEVELS, type SystemLevel } from '../../../domain/programme/levels.ts';

/** Korean words and figures of the report. */

export const LEVEL_ORDER: readonly SystemLevel[] = SYSTEM_LEVELS;

export const level = (id: SystemLevel): string =>
  LEVEL_MODEL.system.levels.find((known) => known.id === id)?.name ?? id;

export const indicatorName = (id: IndicatorId): string => INDICATORS[id].name;

export const FUNDERS = [
  ['government', '정부'],
  ['posco', '포스코'],
  ['adopter', '도입기업'],
] as const;

export const ITEM_STATES = { met: '충족', unmet: '미충족', unproven: '증빙 없음' } as const;
export const EVIDENCE_KINDS = { document: '서류', remark: '의견' } as const;
export const INDICATOR_STATES = { met: '달성', unmet: '미달', stale: '오래됨', unmeasured: '측정 전' } as const;
export const DOCUMENT_STATES = { missing: '없음', given: '제출', expired: '기한 지남' } as const;
export const COURSE_STATES = { missing: '미이수', uncertified: '수료증 없음', done: '이수' } as const;
export const STANDINGS = { confirmed: '확인됨', weak: '미확인', derived: '해석' } as const;

const UNITS: Readonly<Record<string, string>> = { '%': ' %', s: ' 초', count: '건' };

export const count = (value: number): string => value.toLocaleString('ko-KR');
export const won = (value: number): string => `${count(value)}원`;
export const decimal = (value: number): string => value.toLocaleString('ko-KR', { maximumFractionDigits: 1 });
export const measured = (value: number, unit: string): string => `${decimal(value)}${UNITS[unit] ?? ` ${unit}`}`;
export const day = (value: string | null): string => value ?? '미정';
