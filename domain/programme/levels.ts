/** 구축시스템 스마트화 수준, ascending: ICT 미적용, 기초, 중간1, 중간2, 고도화. */
export const SYSTEM_LEVELS = ['none', 'basic', 'middle-1', 'middle-2', 'advanced'] as const;
export type SystemLevel = (typeof SYSTEM_LEVELS)[number];
