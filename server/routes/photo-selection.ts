import { DomainError } from '../../domain/errors.ts';
import { PHOTO_FLAGS, type PhotoFlag } from '../../domain/wire/flows-api.ts';
import type { PhotoSelection } from '../stores/columns/photo-selection.ts';
import type { FlowSelection } from '../stores/flows/flow-requests.ts';
import { namesIn } from './flow-selection.ts';

/** What a question about judged photos narrows them by beyond flows, as its address has it. */
export interface AskedPhotos {
  readonly cameras?: string;
  readonly confidenceFrom?: number;
  readonly confidenceTo?: number;
  readonly flags?: string;
}

/**
 * Adds what only photos know to a selection of flows.
 * @throws DomainError `BAD_REQUEST` for a flag nobody knows, `RANGE_REFUSED` for a range of confidence backwards
 */
export function photoSelection(selection: FlowSelection, asked: AskedPhotos): PhotoSelection {
  const { cameras, confidenceFrom, confidenceTo, flags } = asked;
  const confidence: PhotoSelection['confidence'] =
    confidenceFrom === undefined && confidenceTo === undefined ? null : [confidenceFrom ?? 0, confidenceTo ?? 1];
  if (confidence !== null && confidence[0] > confidence[1]) {
    throw new DomainError('RANGE_REFUSED', { problem: '신뢰도의 끝이 시작보다 작습니다. 두 값을 바꾸어 보세요.' });
  }
  return {
    ...selection,
    cameras: namesIn(cameras),
    confidence,
    flags: namesIn(flags)?.map(flagOf) ?? null,
  };
}

function flagOf(name: string): PhotoFlag {
  const flag = PHOTO_FLAGS.find((known) => known === name);
  if (flag !== undefined) return flag;
  throw new DomainError('BAD_REQUEST', { field: 'flags', problem: `${PHOTO_FLAGS.join(', ')} 가운데 고르세요` });
}
