import type { SlipVerdict } from '../../../domain/wire/slips-api.ts';

/** True for what may be the SHA-256 of a slip; anything else was never issued, and nobody has to be asked. */
export function sealAsked(sha256: string): boolean {
  return /^[0-9a-f]{64}$/u.test(sha256);
}

/** The verdict of an address that no slip can have. */
export function neverIssued(sha256: string): SlipVerdict {
  return {
    verdict: 'unknown',
    sha256,
    yardName: null,
    number: null,
    version: null,
    latestVersion: null,
    issuedAt: null,
    plate: null,
    gross: null,
    tare: null,
    net: null,
    deduction: null,
    accepted: null,
    grades: [],
  };
}
