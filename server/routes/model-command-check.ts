import { DomainError } from '../../domain/errors.ts';
import type { ModelRequest, ModelVersion } from '../../domain/wire/http-api.ts';

/** What can be asked about the models of a yard, as the last part of its address. */
export const MODEL_COMMANDS = ['refit', 'shadow', 'promote', 'roll-back'] as const;
export type ModelCommand = (typeof MODEL_COMMANDS)[number];

/**
 * The wish as the collector takes it. What it would refuse for certain is refused here at once; it decides the rest, as
 * whether there are enough corrections, and says so in a row.
 * @throws DomainError `BAD_REQUEST` without a reason or version, `NOT_FOUND` for a version the yard has not, `CONFLICT`
 * for one that was refused or is current already, and for a roll-back with nothing to go back to
 */
export function assertCommand(
  command: ModelCommand,
  request: ModelRequest,
  known: { readonly versions: readonly ModelVersion[]; readonly previous: string | null },
): ModelRequest {
  const reason = reasonOf(request);
  if (command === 'roll-back' && known.previous === null) throw new DomainError('CONFLICT', { command });
  if (command === 'refit' || command === 'roll-back') return { reason };
  const { version } = request;
  // a shadow without a version ends it
  if (version === undefined && command === 'shadow') return { reason };
  if (version === undefined) throw new DomainError('BAD_REQUEST', { field: 'version', problem: '버전을 골라 주세요' });
  const found = known.versions.find((one) => one.version === version);
  if (!found) throw new DomainError('NOT_FOUND', { version });
  const { state, refusal } = found;
  // a file that did not load may have been mended since; a version that was refused as worse was never made
  if (state === 'current' || (state === 'refused' && refusal !== 'UNLOADABLE')) {
    throw new DomainError('CONFLICT', { version, state });
  }
  return { reason, version };
}

/** @throws DomainError `BAD_REQUEST` when the reason is only blanks */
export function reasonOf({ reason }: { readonly reason: string }): string {
  const text = reason.trim();
  if (text === '') throw new DomainError('BAD_REQUEST', { field: 'reason', problem: '이유를 적어 주세요' });
  return text;
}
