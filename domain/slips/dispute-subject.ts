import type { DisputeSubject } from '../wire/edge-messages.ts';

/** What a subject is about, without what is wanted instead: of one visit at most one dispute about the same is open. */
export function aimOf(subject: DisputeSubject): string {
  if (subject.kind === 'photo') return `photo ${subject.sha256}`;
  return subject.kind === 'weight' ? `weight ${subject.which}` : subject.kind;
}
