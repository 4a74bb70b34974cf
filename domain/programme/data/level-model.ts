import type { LevelModel, SystemLevel } from '../levels.ts';
import type { Sourced } from '../standing.ts';

const levelText: Sourced = {
  source: '스마트제조혁신추진단 스마트공장 수준 소개 (사업관리시스템 화면 2023-12)',
  standing: 'confirmed',
};
const assessorReading: Sourced = { source: '수준 소개문의 해석: 평가자가 볼 증빙', standing: 'derived' };
const original: Sourced = { source: '산업부·KPC 2015 모델 (etoday 1232522, 블로그 zorbanoverman)', standing: 'weak' };
const spread: Sourced = {
  source: '영역 배점을 모듈에 고르게 나눈 값: 항목별 배점은 공개되지 않음',
  standing: 'derived',
};
const threshold: Sourced = { source: '출처를 찾지 못한 값 (4회 검색)', standing: 'weak' };

const AREAS = [
  ['automation', '현장자동화', 'Shop-floor automation'],
  ['operation', '공장운영', 'Plant operation'],
  ['resources', '기업자원관리', 'Resource management'],
  ['development', '제품개발', 'Product development'],
  ['supply-chain', '공급사슬', 'Supply chain'],
] as const;

/** The level table by area, in the order of the areas. */
const TEXTS: readonly (readonly [SystemLevel, readonly (readonly [string, string])[]])[] = [
  [
    'basic',
    [
      ['실적집계 자동화', 'Results counted automatically'],
      ['공정물류관리(POP)', 'Process and logistics kept (POP)'],
      ['자원관리 개별 운용', 'Functions run one by one'],
      ['CAD·서버 관리', 'CAD and files on a server'],
      ['단일 모기업 의존', 'One customer'],
    ],
  ],
  [
    'middle-1',
    [
      ['설비데이터 자동집계', 'Equipment data collected automatically'],
      ['실시간 의사결정', 'Decisions in real time'],
      ['기능 간 통합', 'Functions joined'],
      ['기술정보 생성 자동화·협업', 'Technical data made automatically, shared'],
      ['다품종 생산 협업', 'Many products made together with customers'],
    ],
  ],
  [
    'middle-2',
    [
      ['설비제어 자동화', 'Equipment controlled automatically'],
      ['실시간 공장제어', 'Plant controlled in real time'],
      ['공장운영 통합', 'Joined with the plant'],
      ['시뮬레이션·일괄 프로세스', 'Simulation and one process'],
      ['다품종 개발 협업', 'Many products developed together with customers'],
    ],
  ],
  [
    'advanced',
    [
      ['IoT·IoS 기반 CPS화', 'Cyber-physical equipment'],
      ['빅데이터 진단·운영', 'Diagnosis and operation from data'],
      ['CPS 비즈니스', 'Cyber-physical business'],
      ['가상 시뮬레이션 개발', 'Virtual development'],
      ['CPS 네트워크', 'Cyber-physical network'],
    ],
  ],
];

const texts = TEXTS.flatMap(([level, cells]) =>
  cells.map(([name, nameEn], place) => ({ level, area: (AREAS[place] as (typeof AREAS)[number])[0], name, nameEn })),
);

/**
 * What the yard's own system shows in its two areas is broken down into proofs below; of every other cell the text itself
 * is the item. Whether an assessor of a yard asks for the other three areas is not known, so no level hangs on them.
 */
const isBrokenDown = (level: SystemLevel, area: string): boolean =>
  ['automation', 'operation'].includes(area) && level !== 'advanced';

const cellItems = texts
  .filter(({ level, area }) => !isBrokenDown(level, area))
  .map(({ level, area, name, nameEn }) => ({
    id: `${level}-${area}`,
    name,
    nameEn,
    level,
    area,
    isRequired: level === 'advanced' && ['automation', 'operation'].includes(area),
    indicators: [],
    ...levelText,
  }));

const proof = { isRequired: true, ...assessorReading };

/** Both scales. Self-assessment only: the official level is measured at the completion inspection. */
export const LEVEL_MODEL: LevelModel = {
  system: {
    levels: [
      { id: 'none', name: 'ICT 미적용', nameEn: 'No ICT', text: '수작업, 엑셀 수준', ...levelText },
      { id: 'basic', name: '기초', nameEn: 'Basic', text: '생산실적 자동집계, Lot-tracking', ...levelText },
      {
        id: 'middle-1',
        name: '중간1',
        nameEn: 'Middle 1',
        text: '설비정보 자동집계를 통한 실시간 모니터링·품질분석',
        ...levelText,
      },
      { id: 'middle-2', name: '중간2', nameEn: 'Middle 2', text: '시스템을 통한 생산공정 실시간 제어', ...levelText },
      { id: 'advanced', name: '고도화', nameEn: 'Advanced', text: '자율 운영', ...levelText },
    ],
    areas: AREAS.map(([id, name, nameEn]) => ({ id, name, nameEn, ...levelText })),
    texts: texts.map((text) => ({ ...text, ...levelText })),
    items: [
      {
        id: 'basic-counted',
        name: '실적(계근) 자동집계',
        nameEn: 'Weighings counted automatically',
        level: 'basic',
        area: 'automation',
        indicators: ['weighings-automatic'],
        ...proof,
      },
      {
        id: 'basic-lot',
        name: '차량(Lot) 단위 추적',
        nameEn: 'Tracking by truck (lot)',
        level: 'basic',
        area: 'operation',
        indicators: ['retention'],
        ...proof,
      },
      {
        id: 'middle-1-acquisition',
        name: '설비 목록과 자동수집 비율(수기 입력 없음)',
        nameEn: 'Equipment list with its share of automatic acquisition',
        level: 'middle-1',
        area: 'automation',
        indicators: ['devices-reporting', 'weighings-automatic'],
        ...proof,
      },
      {
        id: 'middle-1-collection',
        name: '수집 지연과 완전성 기록',
        nameEn: 'Record of latency and completeness',
        level: 'middle-1',
        area: 'automation',
        indicators: ['completeness', 'latency-p50', 'latency-p95'],
        ...proof,
      },
      {
        id: 'middle-1-dashboard',
        name: '의사결정에 쓰는 실시간 화면과 품질분석',
        nameEn: 'Live screens and analysis used for decisions',
        level: 'middle-1',
        area: 'operation',
        indicators: ['dashboard-use-plant', 'grades-automatic'],
        ...proof,
      },
      {
        id: 'middle-1-integration',
        name: '시스템 간 연계 1건 이상(계량대·검수·원장)',
        nameEn: 'At least one link between systems',
        level: 'middle-1',
        area: 'operation',
        indicators: ['integrations-alive'],
        ...proof,
      },
      {
        id: 'middle-1-lot-query',
        name: '차량(Lot)별 보존·조회',
        nameEn: 'Kept and found by truck (lot)',
        level: 'middle-1',
        area: 'operation',
        indicators: ['retention'],
        ...proof,
      },
      {
        id: 'middle-1-usage-log',
        name: '솔루션 사용 로그',
        nameEn: 'Usage log of the solution',
        level: 'middle-1',
        area: 'operation',
        indicators: [],
        ...proof,
      },
      {
        id: 'middle-2-loop',
        name: '폐루프 기록: 시스템의 명령, 설비의 응답, 결과',
        nameEn: 'Closed loop: command, acknowledgement, result',
        level: 'middle-2',
        area: 'automation',
        indicators: ['commands-issued', 'commands-acknowledged'],
        ...proof,
      },
      {
        id: 'middle-2-response',
        name: '제어 응답시간',
        nameEn: 'Response time of control',
        level: 'middle-2',
        area: 'automation',
        indicators: ['time-to-act-p95'],
        ...proof,
      },
      {
        id: 'middle-2-unattended',
        name: '사람 없이 실행된 결정의 비율',
        nameEn: 'Share of decisions carried out without a person',
        level: 'middle-2',
        area: 'operation',
        indicators: ['commands-unattended'],
        ...proof,
      },
      {
        id: 'middle-2-override',
        name: '수동 해제 이력',
        nameEn: 'History of overrides',
        level: 'middle-2',
        area: 'operation',
        indicators: ['commands-overridden'],
        ...proof,
      },
      {
        id: 'middle-2-simulation',
        name: '시뮬레이션(가정 분석)',
        nameEn: 'Simulation, what-if',
        level: 'middle-2',
        area: 'operation',
        indicators: [],
        ...proof,
      },
      ...cellItems,
    ],
  },
  capability: {
    points: { value: 1_000, source: '산업부·KPC 2015 모델; 현행 수준확인 모델의 총점은 원문 미확인', standing: 'weak' },
    areas: [
      { id: 'management', name: '경영시스템', nameEn: 'Management system', points: 100, ...original },
      { id: 'process', name: '프로세스', nameEn: 'Process', points: 400, ...original },
      { id: 'systems', name: '시스템·자동화', nameEn: 'Systems and automation', points: 400, ...original },
      { id: 'results', name: '성과', nameEn: 'Results', points: 100, ...original },
    ],
    items: [
      {
        id: 'cap-management',
        name: '경영시스템',
        nameEn: 'Management system',
        area: 'management',
        points: 100,
        indicators: [],
        ...original,
      },
      {
        id: 'cap-development',
        name: '제품개발',
        nameEn: 'Product development',
        area: 'process',
        points: 67,
        indicators: [],
        ...spread,
      },
      {
        id: 'cap-planning',
        name: '생산계획',
        nameEn: 'Production planning',
        area: 'process',
        points: 67,
        indicators: [],
        ...spread,
      },
      {
        id: 'cap-process',
        name: '공정관리',
        nameEn: 'Process control',
        area: 'process',
        points: 67,
        indicators: ['completeness', 'dashboard-use-plant'],
        ...spread,
      },
      {
        id: 'cap-quality',
        name: '품질관리',
        nameEn: 'Quality',
        area: 'process',
        points: 67,
        indicators: ['grades-automatic'],
        ...spread,
      },
      {
        id: 'cap-maintenance',
        name: '설비관리',
        nameEn: 'Equipment upkeep',
        area: 'process',
        points: 66,
        indicators: ['devices-reporting'],
        ...spread,
      },
      {
        id: 'cap-logistics',
        name: '물류운영',
        nameEn: 'Logistics',
        area: 'process',
        points: 66,
        indicators: ['weighings-automatic', 'retention'],
        ...spread,
      },
      {
        id: 'cap-information',
        name: '정보시스템',
        nameEn: 'Information systems',
        area: 'systems',
        points: 200,
        indicators: ['latency-p95', 'integrations-alive'],
        ...spread,
      },
      {
        id: 'cap-control',
        name: '설비컨트롤',
        nameEn: 'Equipment control',
        area: 'systems',
        points: 200,
        indicators: ['commands-acknowledged', 'time-to-act-p95', 'commands-unattended'],
        ...spread,
      },
      { id: 'cap-results', name: '성과', nameEn: 'Results', area: 'results', points: 100, indicators: [], ...original },
    ],
    thresholds: [550, 650, 750, 850, 950].map((points, place) => ({ level: place + 1, points, ...threshold })),
  },
};
