/** Rules that may warn of a grant project. */
export const WARNING_RULES = [
  'BUILD_END_PASSED',
  'BUILD_END_COMING',
  'EXTENSION_DEADLINE_COMING',
  'EARNED_BEHIND',
  'LINE_OVER_APPROVAL',
  'FUNDER_OVER_SHARE',
  'CAP_EXCEEDED',
  'VAT_CASH_NEEDED',
  'EVIDENCE_MISSING',
  'DOCUMENTS_MISSING',
  'COURSES_MISSING',
  'TARGET_LEVEL_UNMET',
] as const;
export type WarningRule = (typeof WARNING_RULES)[number];

/** From the worst: money or the grant itself is in danger; something must be done soon; good to know. */
export const WARNING_LEVELS = ['alarm', 'warning', 'note'] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];
