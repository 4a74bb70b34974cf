import type { ErrorBody } from '../../domain/wire/http-api.ts';
import type { EvidenceTaken } from '../../domain/wire/slips-api.ts';
import { ApiError, codeOfStatus, detailsOf } from './request.ts';

/** Address of a photo that a party handed in; with a width, of a copy at most so many pixels wide. */
export function evidenceUrl(sha256: string, width?: number): string {
  return `/api/evidence/${sha256}${width === undefined ? '' : `?width=${width}`}`;
}

/** Hands a photo in and tells the share of it that has left, 0 to 1. Only this way tells progress: fetch does not. */
export function sendEvidence(visit: string, photo: Blob, onProgress: (share: number) => void): Promise<EvidenceTaken> {
  return new Promise((taken, refuse) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', `/api/visits/${encodeURIComponent(visit)}/evidence`);
    sending.setRequestHeader('content-type', photo.type);
    sending.responseType = 'json';
    sending.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total));
    sending.addEventListener('error', () => refuse(new ApiError('NETWORK')));
    sending.addEventListener('load', () => {
      if (sending.status >= 200 && sending.status < 300) return taken(sending.response as EvidenceTaken);
      const failure = sending.response as Partial<ErrorBody> | null;
      const code = failure?.code ?? codeOfStatus(sending.status);
      refuse(new ApiError(code, failure?.requestId, { details: detailsOf(failure) }));
    });
    sending.send(photo);
  });
}
