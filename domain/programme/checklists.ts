import type { EpochMs, KstDay } from '../units.ts';
import { periodEnd } from './calendar.ts';
import type { Programme } from './programme.ts';

type DocumentItem = Programme['documents'][number];
type Course = Programme['courses'][number];

/** A document that was put forward, in the order it was written; without a digest it takes the earlier one back. */
export interface DocumentRow {
  readonly item: string;
  readonly document: string | null;
  readonly fileName: string;
  readonly issuedOn: KstDay | null;
  /** `null`: as the programme says, counted from the day of issue */
  readonly validUntil: KstDay | null;
  readonly at: EpochMs;
  readonly by: string;
}

export interface DocumentCheck {
  readonly item: DocumentItem;
  readonly state: 'missing' | 'given' | 'expired';
  /** the row that counts; `null` while missing */
  readonly row: DocumentRow | null;
  readonly validUntil: KstDay | null;
}

/**
 * The programme's documents, each with the last row that speaks of it. A document that was valid on the day it was put
 * forward stays good for its purpose; `today` is the day of an application, or any day before it.
 */
export function checkDocuments(rows: readonly DocumentRow[], programme: Programme, today: KstDay): DocumentCheck[] {
  return programme.documents.map((item): DocumentCheck => {
    const row = rows.findLast(({ item: id }) => id === item.id);
    if (!row || row.document === null) return { item, state: 'missing', row: null, validUntil: null };
    const validUntil = row.validUntil ?? validityOf(item, row.issuedOn);
    return { item, state: validUntil !== null && validUntil < today ? 'expired' : 'given', row, validUntil };
  });
}

/** A copy that may be so many months old is good until the end of that period (announcement: within 3 months). */
function validityOf({ validMonths }: DocumentItem, issuedOn: KstDay | null): KstDay | null {
  return validMonths === null || issuedOn === null ? null : periodEnd(issuedOn, validMonths);
}

/** A course that somebody finished, in the order it was written; without a day it takes the earlier row back. */
export interface CourseRow {
  readonly course: string;
  readonly completedOn: KstDay | null;
  readonly certificate: string | null;
  readonly at: EpochMs;
  readonly by: string;
}

export interface CourseCheck {
  readonly course: Course;
  /** uncertified: finished, but its certificate, which goes with the completion report, is not there */
  readonly state: 'missing' | 'uncertified' | 'done';
  readonly row: CourseRow | null;
}

/** The programme's mandatory courses (announcement: executive and staff of adopter and supplier; confirmed). */
export function checkCourses(rows: readonly CourseRow[], programme: Programme): CourseCheck[] {
  return programme.courses.map((course): CourseCheck => {
    const row = rows.findLast(({ course: id }) => id === course.id);
    if (!row || row.completedOn === null) return { course, state: 'missing', row: null };
    return { course, state: row.certificate === null ? 'uncertified' : 'done', row };
  });
}
