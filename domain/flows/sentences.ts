import { isGrade, UNJUDGED } from '../grades.ts';
import { GRADE_ENGLISH, GRADE_KOREAN } from '../schemes.ts';
import type { Change } from './changes.ts';
import { holidayNamesInEnglish } from './holidays.ts';
import { withParticle } from './korean-particles.ts';
import { nameInLine } from './name-in-line.ts';

type Said = Omit<Change, 'weeks'>;

/** One sentence, or two, that say a change with its figures: tonnes with one decimal, shares in per cent. */
export function changeSentence(change: Said, language: 'ko' | 'en' = 'ko'): string {
  const { partner, suppliers } = change;
  const said = { ...change, partner: partner && nameInLine(partner), suppliers: suppliers.map(nameInLine) };
  return language === 'ko' ? inKorean(said) : inEnglish(said);
}

const grouped = (value: number): string => {
  const [whole = '', fraction = ''] = value.toFixed(1).split('.');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
};
/** Kilograms as tonnes. */
const tonnes = (kg: number): string => `${grouped(kg / 1_000)} t`;
const perCent = (share: number): string => `${(share * 100).toFixed(1)}%`;
/** How far a value lies from the median, as a share of it. */
const relative = ({ value, median }: Said): string => `${Math.round((Math.abs(value - median) / median) * 100)}%`;

const koreanGrade = (grade: string): string =>
  isGrade(grade) ? GRADE_KOREAN[grade] : grade === UNJUDGED ? '미판정' : grade;
const englishGrade = (grade: string): string =>
  isGrade(grade) ? GRADE_ENGLISH[grade] : grade === UNJUDGED ? 'unjudged' : grade;

/** Suppliers that are named where several moved together. */
const NAMED = 3;

function koreanMovers(suppliers: readonly string[], kind: 'more' | 'less'): string {
  const named = suppliers.slice(0, NAMED).join(', ');
  const all = suppliers.length > NAMED ? `${named} 등 ${suppliers.length}곳이` : withParticle(named, 'subject');
  return `${all} 함께 ${kind === 'more' ? '늘렸습니다' : '줄였습니다'}.`;
}

function englishMovers(suppliers: readonly string[], kind: 'more' | 'less'): string {
  const named = suppliers.slice(0, NAMED).join(', ');
  const others = suppliers.length - NAMED;
  return `${named}${others > 0 ? ` and ${others} other${others === 1 ? '' : 's'}` : ''} brought ${kind} together.`;
}

function inKorean(change: Said): string {
  const { kind, partner, grade, value, median, low, high, suppliers, holiday } = change;
  const who = partner === null ? '' : partner === '' ? '거래처 미상' : partner;
  const usual = `평소 ${tonnes(median)}(범위 ${tonnes(low)}~${tonnes(high)})`;
  const share = `평소 ${perCent(median)}(범위 ${perCent(low)}~${perCent(high)})`;
  const points = `${perCent(Math.abs(value - median))}p`;
  const tail = holiday === null ? '' : ` ${withParticle(holiday, 'subject')} 낀 주입니다.`;
  switch (kind) {
    case 'stopped':
      return `${withParticle(who, 'topic')} 한 대도 들어오지 않았습니다. ${usual}입니다.${tail}`;
    case 'started':
      return `${withParticle(who, 'subject')} 새로 ${tonnes(value)}을 가져왔습니다. 앞선 8주에는 없던 공급사입니다.`;
    case 'more':
    case 'less': {
      const word = kind === 'more' ? '많습니다' : '적습니다';
      const subject =
        partner !== null
          ? `${withParticle(who, 'topic')} ${tonnes(value)}을 가져왔습니다.`
          : grade !== null
            ? `${withParticle(koreanGrade(grade), 'topic')} 모두 ${tonnes(value)} 들어왔습니다.`
            : `${suppliers.length > 0 ? `공급사 ${suppliers.length}곳이 함께 ${kind === 'more' ? '늘어' : '줄어'} ` : ''}전체 매입은 ${tonnes(value)}입니다.`;
      const ratio = median === 0 ? '' : `(${relative(change)})`;
      const movers = grade === null || suppliers.length === 0 ? '' : ` ${koreanMovers(suppliers, kind)}`;
      return `${subject} ${usual}보다 ${tonnes(Math.abs(value - median))}${ratio} ${word}.${movers}${tail}`;
    }
    case 'mix-shift':
      return `${who}의 ${koreanGrade(String(grade))} 비율이 ${perCent(value)}입니다. ${share}보다 ${points} ${value > median ? '높습니다' : '낮습니다'}.`;
    case 'declared-worse':
      return `${withParticle(who, 'topic')} 신고한 등급대로 판정된 비율이 ${perCent(value)}입니다. ${share}보다 ${points} 낮습니다.`;
    case 'deduction-more':
      return `${who}의 감량률이 ${perCent(value)}입니다. ${share}보다 ${points} 높습니다.`;
    case 'rejected-more':
      return `${who}의 차량 가운데 취소된 비율이 ${perCent(value)}입니다. ${share}보다 ${points} 높습니다.`;
  }
}

function inEnglish(change: Said): string {
  const { kind, partner, grade, value, median, low, high, suppliers, holiday } = change;
  const who = partner === null ? '' : partner === '' ? 'an unnamed supplier' : partner;
  const whoFirst = partner === '' ? capital(who) : who;
  const usual = `the usual ${tonnes(median)} (range ${tonnes(low)} to ${tonnes(high)})`;
  const share = `the usual ${perCent(median)} (range ${perCent(low)} to ${perCent(high)})`;
  const points = `${(Math.abs(value - median) * 100).toFixed(1)} points`;
  const tail = holiday === null ? '' : ` The week has ${holidayNamesInEnglish(holiday)} in it.`;
  switch (kind) {
    case 'stopped':
      return `${whoFirst} brought nothing, against ${usual}.${tail}`;
    case 'started':
      return `${whoFirst} is new and brought ${tonnes(value)}; it brought nothing in the 8 weeks before.`;
    case 'more':
    case 'less': {
      const subject =
        partner !== null
          ? `${whoFirst} brought ${tonnes(value)}`
          : grade !== null
            ? `${capital(englishGrade(grade))} came to ${tonnes(value)} in all`
            : `${suppliers.length > 0 ? `${suppliers.length} suppliers together brought ${kind}: all` : 'All'} inbound came to ${tonnes(value)}`;
      const ratio = median === 0 ? '' : ` (${relative(change)})`;
      const movers = grade === null || suppliers.length === 0 ? '' : ` ${englishMovers(suppliers, kind)}`;
      return `${subject}, ${tonnes(Math.abs(value - median))}${ratio} ${kind} than ${usual}.${movers}${tail}`;
    }
    case 'mix-shift':
      return `${capital(englishGrade(String(grade)))} made up ${perCent(value)} of what ${who} brought, ${points} ${value > median ? 'above' : 'below'} ${share}.`;
    case 'declared-worse':
      return `${perCent(value)} of what ${who} declared was judged as declared, ${points} below ${share}.`;
    case 'deduction-more':
      return `${perCent(value)} of what ${who} brought was deducted, ${points} above ${share}.`;
    case 'rejected-more':
      return `${perCent(value)} of the trucks of ${who} were cancelled, ${points} above ${share}.`;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
