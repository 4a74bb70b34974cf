import { kstDay, kstDayStart } from '../../domain/kst-time.ts';
import { DAY_MS, type EpochMs } from '../../domain/units.ts';
import type { Dispute, SlipContent } from '../../domain/wire/slips-api.ts';
import { clockMinutes, instant } from '../text/dates.ts';
import type { Texts } from '../text/ko.ts';
import { gradeName } from '../text/phrases.ts';
import { kilograms } from '../text/weights.ts';

export type Subject = Dispute['subject'];

/** What a dispute is about in a few words, `공차중량`. */
export function subjectName(words: Texts, subject: Subject): string {
  return words.disputes.subjects[subject.kind === 'weight' ? subject.which : subject.kind] ?? subject.kind;
}

/** What a dispute is about and what is wanted, `공차중량 → 6,080 kg`; nothing wanted is left out. */
export function subjectWords(words: Texts, subject: Subject): string {
  const name = subjectName(words, subject);
  if (subject.kind === 'weight') {
    return subject.wantedKg === null ? name : words.disputes.wants(name, `${kilograms(subject.wantedKg)} kg`);
  }
  return subject.wanted === null ? name : words.disputes.wants(name, gradeName(words, subject.wanted));
}

/** What the slip says of a subject, `중량` or `6,120 kg`; empty when it says nothing. */
export function saidOfSubject(words: Texts, subject: Subject, content: SlipContent): string {
  if (subject.kind === 'weight') return `${kilograms(content[subject.which])} kg`;
  if (subject.kind === 'photo') {
    const photo = content.photos.find(({ sha256 }) => sha256 === subject.sha256);
    const grade = photo?.correctedGrade ?? photo?.grade;
    return grade ? gradeName(words, grade) : '';
  }
  return content.grades
    .map(({ grade, acceptedKg }) => `${gradeName(words, grade)} ${kilograms(acceptedKg)} kg`)
    .join(', ');
}

/** How urgent a deadline is: far, near (today or tomorrow) or past. */
export type Urgency = 'calm' | 'near' | 'overdue';

/** KST days until a deadline and how urgent that is. A deadline of today that has passed is overdue by 0 days. */
export function deadlineOf(deadline: string, now: EpochMs): { readonly days: number; readonly urgency: Urgency } {
  const at = instant(deadline) ?? now;
  const dayOf = (moment: EpochMs): number => kstDayStart(kstDay(moment)) ?? 0;
  const days = Math.round((dayOf(at) - dayOf(now)) / DAY_MS);
  if (at < now) return { days: Math.abs(days), urgency: 'overdue' };
  return { days, urgency: days <= 1 ? 'near' : 'calm' };
}

/** A deadline as people say it: `3일 남음`, `내일까지`, `오늘 18:00까지`, `기한 2일 지남`. */
export function deadlineWords(words: Texts, deadline: string, now: EpochMs): string {
  const { days, urgency } = deadlineOf(deadline, now);
  if (urgency === 'overdue') return days === 0 ? words.disputes.overdueToday : words.disputes.overdue(days);
  if (days === 0) return words.disputes.untilToday(clockMinutes(instant(deadline) ?? now));
  return days === 1 ? words.disputes.untilTomorrow : words.disputes.daysLeft(days);
}
