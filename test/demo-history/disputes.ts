import { setTimeout as after } from 'node:timers/promises';
import { declaredGradeOf } from '../../domain/schemes.ts';
import type { DisputeSubject, DisputeVerdict } from '../../domain/wire/edge-messages.ts';
import type { VisitDetail } from '../../domain/wire/http-api.ts';
import type { DisputeList, EvidenceTaken, PartnerLinkGrant } from '../../domain/wire/slips-api.ts';
import { type SignedIn, signIn } from '../demo-projects/signed-in.ts';
import type { PhotoSource } from '../demo-yard/photos/photo-source.ts';
import type { HistoryVisit } from './history-visit.ts';
import { visitIdOf } from './office.ts';
import { issued } from './slips.ts';
import { DEGRADES } from './stories.ts';
import { GAMCHEON, TAEIN, YEONGIL } from './suppliers.ts';

/** How a dispute goes on after it was opened. */
type Course = 'open' | 'talked' | 'withdrawn' | DisputeVerdict;

interface PlannedDispute {
  readonly yard: string;
  readonly partner: string;
  readonly about: 'photo' | 'grade' | 'weight';
  readonly text: string;
  /** a photo of its own beside the words */
  readonly hasEvidence?: boolean;
  readonly course: Course;
}

/** Every state a dispute can be in, half of them by the supplier whose loads got worse. */
export const DISPUTES: readonly PlannedDispute[] = [
  {
    ...{ yard: GAMCHEON, partner: DEGRADES.partner, about: 'photo', course: 'open', hasEvidence: true },
    text: '사진은 적재함 앞쪽만 보입니다. 뒤쪽은 중량입니다.',
  },
  {
    yard: GAMCHEON,
    partner: DEGRADES.partner,
    about: 'grade',
    text: '중량으로 신고한 그대로입니다.',
    course: 'dismissed',
  },
  {
    yard: GAMCHEON,
    partner: DEGRADES.partner,
    about: 'photo',
    text: '다른 차량의 사진 같습니다.',
    course: 'dismissed',
  },
  { yard: GAMCHEON, partner: DEGRADES.partner, about: 'grade', text: '압축이 섞인 것은 일부입니다.', course: 'partly' },
  {
    yard: GAMCHEON,
    partner: DEGRADES.partner,
    about: 'weight',
    text: '총중량이 우리 계근보다 작습니다.',
    course: 'withdrawn',
  },
  {
    ...{ yard: GAMCHEON, partner: '감천자원', about: 'photo', course: 'upheld', hasEvidence: true },
    text: '비에 젖어 어둡게 찍혔습니다. 중량입니다.',
  },
  { yard: YEONGIL, partner: '영일금속', about: 'photo', text: '압축이 아니라 중량입니다.', course: 'talked' },
  { yard: YEONGIL, partner: '오천스틸', about: 'weight', text: '총중량이 공장 계근과 다릅니다.', course: 'open' },
  { yard: TAEIN, partner: '여수해체', about: 'grade', text: '압축이 아니라 중량입니다.', course: 'upheld' },
  { yard: TAEIN, partner: '태인자원', about: 'weight', text: '총중량을 다시 확인해 주세요.', course: 'dismissed' },
];

const LOOK_EVERY_MS = 100;
const LINK_DAYS = 30;

export interface DisputeOptions {
  readonly address: string;
  /** who runs the yards */
  readonly keeper: SignedIn;
  readonly visits: readonly HistoryVisit[];
  readonly photos: PhotoSource;
  readonly signal: AbortSignal;
}

/** Has partners object, each by a link of its own, to their newest trucks that fit. Gives how many disputes there are. */
export async function tellDisputes(options: DisputeOptions): Promise<number> {
  const used = new Set<string>();
  let told = 0;
  for (const planned of DISPUTES) {
    const truck = options.visits.findLast(
      (truck) =>
        truck.yard === planned.yard &&
        truck.partner === planned.partner &&
        truck.office === null &&
        (planned.about === 'weight' || isDoubtful(truck)) &&
        !used.has(`${truck.yard} ${truck.ticket}`),
    );
    // a span of a few days may hold no such truck
    if (!truck) continue;
    used.add(`${truck.yard} ${truck.ticket}`);
    await tellDispute(planned, truck, options);
    told += 1;
  }
  return told;
}

/** Declared as 중량, and its photo shows something else. */
function isDoubtful({ declaredGrade, photo }: HistoryVisit): boolean {
  return photo !== null && declaredGradeOf(declaredGrade) === 'heavy' && photo.choice.grade !== 'heavy';
}

async function tellDispute(planned: PlannedDispute, truck: HistoryVisit, options: DisputeOptions): Promise<void> {
  const { address, keeper, photos, signal } = options;
  const { yard, partner, text, course } = planned;
  const id = await visitIdOf(keeper, truck);
  const at = `/visits/${encodeURIComponent(id)}`;
  await issued(keeper, at, signal);
  const { token } = await keeper.ask<PartnerLinkGrant>('POST', '/partner-links', { yard, partner, days: LINK_DAYS });
  const supplier = await signIn(address, { token }, '/partner-session');

  const { frames } = await keeper.ask<VisitDetail>('GET', at);
  const jpeg = await photos.photo({ grade: 'heavy', variant: 1, isLowConfidence: false });
  const evidence = planned.hasEvidence
    ? [(await supplier.ask<EvidenceTaken>('POST', `${at}/evidence`, jpeg)).sha256]
    : [];
  const subject = subjectOf(planned, frames[0]?.sha256 ?? '', truck);
  await supplier.ask('POST', `${at}/disputes`, { subject, text, photos: evidence });
  const dispute = `/disputes/${encodeURIComponent(await opened(keeper, id, signal))}`;
  if (course === 'talked') {
    await keeper.ask('POST', `${dispute}/entries`, { text: '그날 다른 각도의 사진이 있습니까?', photos: [] });
    await supplier.ask('POST', `${dispute}/entries`, { text: '기사에게 확인해 보내겠습니다.', photos: [] });
  } else if (course === 'withdrawn') {
    await supplier.ask('POST', `${dispute}/withdrawal`, { text: '다시 보니 맞습니다.' });
  } else if (course !== 'open') {
    await keeper.ask('POST', `${dispute}/answer`, { verdict: course, text: ANSWERS[course], photos: [] });
    // what is granted is corrected: the slip gets its next version
    if (course === 'upheld') await keeper.ask('POST', `${at}/corrections`, { grade: 'heavy', reason: '이의제기 인정' });
  }
  await supplier.signOut();
}

const ANSWERS: Readonly<Record<DisputeVerdict, string>> = {
  upheld: '사진을 다시 보니 중량이 맞습니다. 정정합니다.',
  partly: '일부는 중량으로 보이나 나머지는 압축입니다.',
  dismissed: '같은 차량의 기록과 일치합니다.',
};

function subjectOf({ about }: PlannedDispute, sha256: string, { first }: HistoryVisit): DisputeSubject {
  if (about === 'photo') return { kind: 'photo', sha256, wanted: 'heavy' };
  if (about === 'grade') return { kind: 'grade', wanted: 'heavy' };
  return { kind: 'weight', which: 'gross', wantedKg: first.kg + 200 };
}

/** The id of the dispute of a visit, once it is in the ledger. */
async function opened({ ask }: SignedIn, visit: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    const { disputes } = await ask<DisputeList>('GET', `/disputes?visit=${encodeURIComponent(visit)}`);
    const [first] = disputes;
    if (first) return first.id;
    await after(LOOK_EVERY_MS, undefined, { signal });
  }
}
