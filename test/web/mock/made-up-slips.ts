import { createHash } from 'node:crypto';
import { apportion } from '../../../domain/apportion.ts';
import { formatKst } from '../../../domain/kst-time.ts';
import { canonicalJson } from '../../../domain/slips/canonical.ts';
import { slipHash } from '../../../domain/slips/chain.ts';
import { MINUTE_MS } from '../../../domain/units.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import type { Slip, SlipContent, SlipHead, SlipLine, SlipVerdict } from '../../../domain/wire/slips-api.ts';
import { madeUpDetail } from './made-up-visits.ts';
import { SCENARIOS, type Scenario } from './made-up-yard.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What becomes of the slip of a truck, by its number of the day; the others have one version in force. */
const FATES: Readonly<Record<number, 'cancelled' | 'corrected' | 'due' | 'altered' | 'none'>> = {
  2: 'cancelled',
  3: 'corrected',
  4: 'due',
  5: 'altered',
  6: 'none',
  7: 'corrected',
};

const numberOf = (visit: Visit): number => Number(visit.id.split('-').at(-1));
const fateOf = (visit: Visit) => FATES[numberOf(visit)] ?? 'issued';

/** What a made-up slip of a closed visit says in a version. */
function contentOf(visit: Visit, hashes: readonly string[], issued: Partial<SlipContent>): SlipContent {
  const detail = madeUpDetail(visit, hashes);
  const [net, accepted] = [visit.net ?? 0, visit.accepted ?? 0];
  const grades = Object.entries(visit.grades);
  const shares = apportion(
    accepted,
    grades.map(([, kg]) => kg),
  );
  const day = visit.openedAt.slice(0, 10).replaceAll('-', '');
  return {
    format: 1,
    tenant: visit.tenant,
    yard: visit.yard,
    yardName: SCENARIOS[visit.yard as Scenario],
    number: `${day}-${String(numberOf(visit)).padStart(4, '0')}`,
    version: 1,
    state: 'issued',
    cites: null,
    issuedAt: formatKst(Date.parse(visit.closedAt ?? visit.openedAt) + 2 * MINUTE_MS),
    issuedBy: null,
    reason: 'issued',
    visit: visit.id,
    ticket: visit.ticket,
    plate: visit.plate,
    direction: visit.direction,
    partner: visit.partner,
    declaredGrade: visit.declaredGrade,
    weighings: detail.weighings.slice(0, 2).map(({ role, at, kg, area, device }, place) => ({
      role: role === 'first' ? 'first' : 'second',
      at,
      kg,
      scale: `${area}/${device}`,
      model: 'CAS 60t',
      verifiedOn: place === 0 ? '2025-11-03' : null,
      dueOn: place === 0 ? (numberOf(visit) === 3 ? '2026-11-02' : '2027-11-02') : null,
    })),
    gross: visit.gross ?? 0,
    tare: visit.tare ?? 0,
    net,
    deduction: net - accepted,
    accepted,
    deductions:
      net === accepted ? [] : [{ kg: net - accepted, reason: 'MOISTURE', by: 'plant', at: visit.closedAt ?? '' }],
    grades: grades.map(([grade, netKg], place) => ({ grade, netKg, acceptedKg: shares[place] ?? 0 })),
    rule: 'dominant@2',
    basis: visit.basis,
    confidence: visit.confidence,
    lifts: detail.lifts.map(({ lift, at, kg, area, device, id }) => ({ lift, at, kg, crane: `${area}/${device}`, id })),
    photos: detail.frames.map((frame, place) => ({
      // each photo once, as a camera's are
      sha256: hashes[(numberOf(visit) + place) % hashes.length] ?? frame.sha256,
      at: frame.at,
      camera: `${frame.area}/${frame.device}`,
      liftId: frame.liftId,
      state: frame.state,
      grade: frame.grade,
      confidence: frame.confidence,
      correctedGrade: frame.correctedGrade,
      outOfDomain: frame.outOfDomain,
      unusable: frame.unusable,
      model: frame.model === null ? null : 0,
    })),
    models: [{ name: 'scrap-grade', version: '3', sha256: 'a'.repeat(64) }],
    overrides: detail.corrections.map(({ id, at, by, reason, grade, grades: mix, deductionKg, frame, withdraws }) => ({
      ...{ id, at, by, reason, grade, grades: mix, deductionKg, frame, withdraws },
    })),
    exceptions: visit.exceptions.map(({ code, params }) => ({ code, params })),
    ...issued,
  };
}

/** The versions of a visit's slip, newest first; empty while it has none. */
export function madeUpVersions(visit: Visit, hashes: readonly string[]): { head: SlipHead; content: SlipContent }[] {
  const fate = fateOf(visit);
  if (visit.status !== 'closed' || fate === 'none') return [];
  const seal = (content: SlipContent, previous: string) => ({
    content,
    head: {
      ...{ yard: content.yard, visit: content.visit, number: content.number, version: content.version },
      ...{ state: content.state, issuedAt: content.issuedAt, by: content.issuedBy, reason: content.reason },
      ...{ previous, sha256: slipHash(previous, canonicalJson(content), sha256) },
    },
  });
  const before = numberOf(visit) === 1 ? '' : sha256(`${visit.yard} ${numberOf(visit) - 1}`);
  const first = seal(contentOf(visit, hashes, {}), before);
  if (fate !== 'corrected' && fate !== 'cancelled') return [first];
  const issuedAt = formatKst(Date.parse(first.content.issuedAt) + 30 * MINUTE_MS);
  const next =
    fate === 'cancelled'
      ? { version: 2, state: 'cancelled' as const, issuedBy: 'plant', reason: '거래가 취소됨' }
      : { version: 2, issuedBy: null, reason: 'visit-changed' };
  const second = contentOf(visit, hashes, { ...next, issuedAt, cites: first.head.sha256 });
  return [seal(second, first.head.sha256), first];
}

/** A version of a visit's slip as the route gives it; `null` when there is none. */
export function madeUpSlip(visit: Visit, hashes: readonly string[], version: number | null): Slip | null {
  const versions = madeUpVersions(visit, hashes);
  const found = version === null ? versions[0] : versions.find(({ head }) => head.version === version);
  if (found === undefined) return null;
  return {
    ...found.head,
    content: found.content,
    intact: fateOf(visit) !== 'altered',
    versions: versions.map(({ head }) => head),
    verifyUrl: `https://yard.example/verify/${found.head.sha256}`,
    due: fateOf(visit) === 'due',
  };
}

/** The lines of a list of slips, the highest number first. */
export function madeUpLines(
  visits: readonly Visit[],
  hashes: readonly string[],
  disputeOf: (visit: string) => string | null,
): SlipLine[] {
  return visits
    .flatMap((visit) => madeUpVersions(visit, hashes).slice(0, 1))
    .map(({ head, content }) => ({
      ...head,
      ...{ plate: content.plate, ticket: content.ticket, partner: content.partner, direction: content.direction },
      ...{ net: content.net, deduction: content.deduction, accepted: content.accepted },
      closedAt: content.weighings.at(-1)?.at ?? null,
      grades: content.grades.map(({ grade, acceptedKg }) => ({ grade, acceptedKg })),
      dispute: disputeOf(content.visit),
      intact: content.number.slice(-4) !== '0005',
    }))
    .reverse();
}

/** What the verification page is told; the verdict of a code made of one figure is its place among the verdicts. */
export function madeUpVerdict(asked: string, visit: Visit, hashes: readonly string[]): SlipVerdict {
  const verdicts = ['genuine', 'superseded', 'cancelled', 'altered', 'unknown'] as const;
  const verdict = verdicts[Number(asked[0])] ?? 'unknown';
  const { content } = madeUpVersions(visit, hashes)[0] as { content: SlipContent };
  const none = verdict === 'unknown';
  const { yardName, number, issuedAt, plate, gross, tare, net, deduction, accepted } = content;
  const figures = { yardName, number, issuedAt, plate, gross, tare, net, deduction, accepted };
  const nothing = Object.fromEntries(Object.keys(figures).map((name) => [name, null])) as Pick<
    SlipVerdict,
    keyof typeof figures
  >;
  return {
    ...(none ? nothing : figures),
    verdict,
    sha256: asked,
    version: none ? null : 1,
    latestVersion: none ? null : verdict === 'superseded' ? 2 : 1,
    grades: none ? [] : content.grades.map(({ grade, acceptedKg }) => ({ grade, acceptedKg })),
  };
}
