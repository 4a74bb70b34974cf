import type { DisputeRequest, SlipContent } from '../../../domain/wire/slips-api.ts';
import type { Subject } from '../../slips/dispute-words.ts';

/** The heaviest weight that the wire takes. */
const MAX_KILOGRAMS = 200_000;

/** What a partner typed about a place on a slip. */
export interface ObjectionForm {
  /** a canonical grade; empty: left open */
  readonly grade: string;
  /** digits, with separators or without; empty: left open */
  readonly kg: string;
  readonly reason: string;
  readonly photos: readonly string[];
  readonly isUploading: boolean;
}

export type ObjectionProblem = 'REASON' | 'KG' | 'SAME_KG' | 'SAME_GRADE' | 'UPLOADING';

/** The objection that a form makes, or what is wrong with it. */
export function objectionOf(
  subject: Subject,
  form: ObjectionForm,
  content: SlipContent,
): DisputeRequest | ObjectionProblem {
  const wanted = wantedOf(subject, form, content);
  if (typeof wanted === 'string') return wanted;
  if (form.reason.trim() === '') return 'REASON';
  if (form.isUploading) return 'UPLOADING';
  return { subject: wanted, text: form.reason.trim(), photos: [...form.photos] };
}

function wantedOf(subject: Subject, form: ObjectionForm, content: SlipContent): Subject | ObjectionProblem {
  if (subject.kind === 'weight') {
    const digits = form.kg.replace(/[\s,]/gu, '');
    if (digits === '') return { ...subject, wantedKg: null };
    const wantedKg = Number(digits);
    if (!/^\d+$/u.test(digits) || wantedKg > MAX_KILOGRAMS) return 'KG';
    return wantedKg === content[subject.which] ? 'SAME_KG' : { ...subject, wantedKg };
  }
  const wanted = form.grade === '' ? null : form.grade;
  if (wanted !== null && wanted === saidGrade(subject, content)) return 'SAME_GRADE';
  return { ...subject, wanted };
}

/** The one grade that a slip says of a photo or of a load; `null` when it says several or none. */
function saidGrade(subject: Exclude<Subject, { kind: 'weight' }>, { photos, grades }: SlipContent): string | null {
  if (subject.kind === 'grade') return grades.length === 1 ? (grades[0]?.grade ?? null) : null;
  const photo = photos.find(({ sha256 }) => sha256 === subject.sha256);
  return photo?.correctedGrade ?? photo?.grade ?? null;
}
