/** What became of money: 계획(승인), 발주, 검수, 지급. */
export const STAGES = ['planned', 'committed', 'earned', 'paid'] as const;
export type Stage = (typeof STAGES)[number];
