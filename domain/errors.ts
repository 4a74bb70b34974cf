/**
 * Why a message from the floor was refused. The code is kept with the dead letter and sent in the receipt; Korean
 * text for it lives in the web's text catalogue, keyed by the code.
 */
export const REJECTION_CODES = [
  'TOPIC_UNKNOWN',
  'TENANT_UNKNOWN',
  'PAYLOAD_EMPTY',
  'PAYLOAD_TOO_BIG',
  'PAYLOAD_NOT_UTF8',
  'PAYLOAD_NOT_JSON',
  'FIELD_INVALID',
  'KG_INVALID',
  'TIME_INVALID',
  'TIME_IMPLAUSIBLE',
  'WEIGHING_UNSTABLE',
  'PLATE_CONTRADICTS_TICKET',
  'ID_REUSED',
  'FRAME_NOT_JPEG',
  'FRAME_TRUNCATED',
  'FRAME_TOO_LARGE',
  'FRAME_UNGRADABLE',
  'COMMAND_INVALID',
  'GROUP_UNREADABLE',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** What else may come of trying a dead letter again: it was booked before, or was too big to keep. */
export const RETRY_CODES = ['ALREADY_BOOKED', 'NOT_KEPT'] as const;
export type RetryCode = (typeof RETRY_CODES)[number];

/** What is unusual about a visit. An exception never blocks the truck (edge contract, visits 8). */
export const EXCEPTION_CODES = [
  'DIRECTION_CONTRADICTS_WEIGHTS',
  'LIFTS_DIFFER_FROM_NET',
  'OPEN_TOO_LONG',
  'EXTRA_WEIGHING',
  'NET_ZERO',
  'DECLARED_GRADE_UNKNOWN',
  'DEDUCTION_EXCEEDS_NET',
  'RADIATION_ALARM',
  'FRAME_UNGRADABLE',
] as const;
export type ExceptionCode = (typeof EXCEPTION_CODES)[number];

/** Why a visit should be looked at by a person; `null` in a visit means it need not. */
export const REVIEW_REASONS = [
  'GRADING_PENDING',
  'UNJUDGED',
  'DECLARED_ONLY',
  'OUT_OF_DOMAIN',
  'UNUSABLE_PHOTOS',
  'LOW_CONFIDENCE',
  'DECLARED_DIFFERS',
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** Codes of errors that leave the system over HTTP or stop a start. */
export const ERROR_CODES = [
  'SETTING_INVALID',
  'BAD_REQUEST',
  'LOGIN_FAILED',
  'LOGIN_REQUIRED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CORRECTION_INVALID',
  'CONFLICT',
  'NOT_TAKEN',
  'FILE_TOO_BIG',
  'FILE_TYPE_REFUSED',
  'RANGE_REFUSED',
  'EXPORT_TOO_LARGE',
  'LINK_ENDED',
  'TOO_MANY_REQUESTS',
  'COLLECTOR_AWAY',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error with a code of the catalogue; `params` are facts for the text, the message is for the log only. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, params: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
  }
}
