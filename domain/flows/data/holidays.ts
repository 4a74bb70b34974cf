import type { Sourced } from '../../programme/standing.ts';
import type { KstDay } from '../../units.ts';

/** A public holiday (공휴일) on one KST day. Days of one holiday, and what stands in for it (대체공휴일), share its name. */
export interface PublicHoliday extends Sourced {
  readonly day: KstDay;
  readonly name: string;
  readonly english: string;
}

/** The law that names the dates; its text was read second-hand. */
const law: Sourced = { source: '관공서의 공휴일에 관한 규정 제2조', standing: 'derived' };
const july: Sourced = {
  source: '공휴일에 관한 법률 개정 (2026-02-03 국무회의 의결, 2026-02-04 보도)',
  standing: 'weak',
};
/** The almanac itself was not read: a public transcription of it was (hyunbinseo/holidays-kr), beside a second list. */
const almanac: Sourced = { source: '월력요항을 옮긴 공개 자료 (holidays-kr)', standing: 'weak' };
const once: Sourced = { source: '임시공휴일·선거일 보도', standing: 'weak' };
const labour: Sourced = { source: '월력요항을 옮긴 공개 자료 (holidays-kr, 2027년분부터)', standing: 'weak' };

type Row = readonly [day: string, name: string, english: string, sourced: Sourced];

/** Holidays on the same date every year. */
const FIXED: readonly Row[] = [
  ['01-01', '신정', "New Year's Day", law],
  ['03-01', '3·1절', 'Independence Movement Day', law],
  ['05-05', '어린이날', "Children's Day", law],
  ['06-06', '현충일', 'Memorial Day', law],
  ['08-15', '광복절', 'Liberation Day', law],
  ['10-03', '개천절', 'National Foundation Day', law],
  ['10-09', '한글날', 'Hangeul Day', law],
  ['12-25', '성탄절', 'Christmas Day', law],
];

const SEOLLAL = ['설', 'Seollal', almanac] as const;
const CHUSEOK = ['추석', 'Chuseok', almanac] as const;
const BUDDHA = ['부처님오신날', "Buddha's Birthday", almanac] as const;
const ELECTION = ['선거일', 'election day', once] as const;
const INTERIM = ['임시공휴일', 'interim public holiday', once] as const;

/** Holidays of the lunar calendar, substitutes and single days. */
const OF_YEARS: readonly Row[] = [
  ['2024-02-09', ...SEOLLAL],
  ['2024-02-10', ...SEOLLAL],
  ['2024-02-11', ...SEOLLAL],
  ['2024-02-12', ...SEOLLAL],
  ['2024-04-10', ...ELECTION],
  ['2024-05-06', '어린이날', "Children's Day", almanac],
  ['2024-05-15', ...BUDDHA],
  ['2024-09-16', ...CHUSEOK],
  ['2024-09-17', ...CHUSEOK],
  ['2024-09-18', ...CHUSEOK],
  ['2024-10-01', ...INTERIM],
  ['2025-01-27', ...INTERIM],
  ['2025-01-28', ...SEOLLAL],
  ['2025-01-29', ...SEOLLAL],
  ['2025-01-30', ...SEOLLAL],
  ['2025-03-03', '3·1절', 'Independence Movement Day', almanac],
  ['2025-05-06', ...BUDDHA],
  ['2025-06-03', ...ELECTION],
  ['2025-10-05', ...CHUSEOK],
  ['2025-10-06', ...CHUSEOK],
  ['2025-10-07', ...CHUSEOK],
  ['2025-10-08', ...CHUSEOK],
  ['2026-02-16', ...SEOLLAL],
  ['2026-02-17', ...SEOLLAL],
  ['2026-02-18', ...SEOLLAL],
  ['2026-03-02', '3·1절', 'Independence Movement Day', almanac],
  ['2026-05-24', ...BUDDHA],
  ['2026-05-25', ...BUDDHA],
  ['2026-06-03', ...ELECTION],
  ['2026-07-17', '제헌절', 'Constitution Day', july],
  ['2026-08-17', '광복절', 'Liberation Day', almanac],
  ['2026-09-24', ...CHUSEOK],
  ['2026-09-25', ...CHUSEOK],
  ['2026-09-26', ...CHUSEOK],
  ['2026-10-05', '개천절', 'National Foundation Day', almanac],
  ['2027-02-06', ...SEOLLAL],
  ['2027-02-07', ...SEOLLAL],
  ['2027-02-08', ...SEOLLAL],
  ['2027-02-09', ...SEOLLAL],
  ['2027-05-01', '노동절', 'Labour Day', labour],
  ['2027-05-03', '노동절', 'Labour Day', labour],
  ['2027-05-13', ...BUDDHA],
  ['2027-07-17', '제헌절', 'Constitution Day', july],
  ['2027-07-19', '제헌절', 'Constitution Day', almanac],
  ['2027-08-16', '광복절', 'Liberation Day', almanac],
  ['2027-09-14', ...CHUSEOK],
  ['2027-09-15', ...CHUSEOK],
  ['2027-09-16', ...CHUSEOK],
  ['2027-10-04', '개천절', 'National Foundation Day', almanac],
  ['2027-10-11', '한글날', 'Hangeul Day', almanac],
  ['2027-12-27', '성탄절', 'Christmas Day', almanac],
];

const YEARS = [2024, 2025, 2026, 2027];
const rows: readonly Row[] = [
  ...YEARS.flatMap((year) => FIXED.map(([day, ...rest]): Row => [`${year}-${day}`, ...rest])),
  ...OF_YEARS,
];

/** Every public holiday of 2024 to 2027 by its day; other years are not known here. */
export const PUBLIC_HOLIDAYS: readonly PublicHoliday[] = rows
  .map(([day, name, english, sourced]) => ({ day, name, english, ...sourced }))
  .sort((a, b) => (a.day < b.day ? -1 : 1));
