import { formatKst } from '../../../domain/kst-time.ts';
import { answerDeadline } from '../../../domain/slips/dispute.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { DisputeDetail, DisputeRequest, Slip } from '../../../domain/wire/slips-api.ts';

type Step = DisputeDetail['steps'][number];

/** A dispute that is there from the start: which truck's slip, about what, since how many days, and how it went on. */
interface Told {
  readonly id: string;
  readonly truck: number;
  readonly subject: (slip: Slip) => DisputeDetail['subject'];
  readonly daysAgo: number;
  readonly said: readonly Partial<Step>[];
}

const TOLD: readonly Told[] = [
  {
    id: 'd-photo',
    truck: 3,
    subject: ({ content }) => ({ kind: 'photo', sha256: content.photos[0]?.sha256 ?? '', wanted: 'heavy' }),
    daysAgo: 2,
    said: [
      { text: '위에 얇은 것이 덮였을 뿐 아래는 모두 H형강입니다. 상차할 때 찍은 사진을 붙입니다.', photos: ['0', '1'] },
      { step: 'say', party: 'yard', by: 'plant', text: '하치장에 남은 것을 다시 확인하고 있습니다.' },
    ],
  },
  {
    id: 'd-late',
    truck: 8,
    subject: () => ({ kind: 'weight', which: 'deduction', wantedKg: 0 }),
    daysAgo: 10,
    said: [{ text: '비가 오지 않았는데 수분 감량이 잡혔습니다.' }],
  },
  {
    id: 'd-upheld',
    truck: 7,
    subject: () => ({ kind: 'weight', which: 'tare', wantedKg: 12_900 }),
    daysAgo: 4,
    said: [
      { text: '기사가 탄 채로 공차를 쟀습니다. 지난달 공차 기록과 100 kg 넘게 다릅니다.' },
      { step: 'answer', party: 'yard', by: 'plant', text: '다시 계근하여 정정했습니다.', verdict: 'upheld' },
    ],
  },
  {
    id: 'd-dismissed',
    truck: 10,
    subject: () => ({ kind: 'grade', wanted: 'new_sheet' }),
    daysAgo: 6,
    said: [
      { text: '생철로 계약한 물량입니다.' },
      { step: 'answer', party: 'yard', by: 'plant', text: '사진마다 선반설이 섞여 있습니다.', verdict: 'dismissed' },
    ],
  },
  {
    id: 'd-withdrawn',
    truck: 11,
    subject: () => ({ kind: 'weight', which: 'gross', wantedKg: null }),
    daysAgo: 5,
    said: [
      { text: '총중량이 우리 계근과 다릅니다.' },
      { step: 'withdraw', text: '우리 계량기 검정이 지나 있었습니다.' },
    ],
  },
];

/** Disputes in every state, and those that a page opens. */
export function makeMadeUpDisputes(
  now: () => number,
  slipOf: (truck: number) => Slip | null,
  photos: readonly string[],
) {
  const made = new Map<string, DisputeDetail>();
  const begin = (id: string, slip: Slip, wish: DisputeRequest, openedAt: number): DisputeDetail => ({
    id,
    yard: slip.yard,
    yardName: slip.content.yardName,
    visit: slip.visit,
    partner: slip.content.partner ?? '한일자원',
    slip: slip.number,
    slipVersion: 1,
    latestVersion: slip.versions[0]?.version ?? 1,
    subject: wish.subject,
    state: 'open',
    verdict: null,
    openedAt: formatKst(openedAt),
    deadline: formatKst(answerDeadline(openedAt, 7)),
    overdue: answerDeadline(openedAt, 7) < now(),
    endedAt: null,
    steps: [],
  });
  const take = (dispute: DisputeDetail, step: Partial<Step>, at: number): DisputeDetail => {
    const said: Step = {
      ...{ step: 'open', party: 'partner', by: dispute.partner, text: '', photos: [], verdict: null },
      ...step,
      at: formatKst(at),
    };
    const ends = said.step === 'answer' ? 'answered' : said.step === 'withdraw' ? 'withdrawn' : null;
    return {
      ...dispute,
      ...(ends === null ? {} : { state: ends, endedAt: said.at, verdict: said.verdict, overdue: false }),
      steps: [...dispute.steps, said],
    };
  };
  for (const { id, truck, subject, daysAgo, said } of TOLD) {
    const slip = slipOf(truck);
    if (slip === null) continue;
    const openedAt = now() - daysAgo * DAY_MS;
    const begun = begin(id, slip, { subject: subject(slip), text: '', photos: [] }, openedAt);
    const told = said.reduce(
      (dispute, step, place) =>
        take(
          dispute,
          { ...step, photos: (step.photos ?? []).map((photo) => photos[Number(photo)] ?? '') },
          openedAt + place * 5 * HOUR_MS,
        ),
      begun,
    );
    made.set(id, told);
  }
  return {
    all: (): DisputeDetail[] =>
      [...made.values()].sort(
        (a, b) => Number(a.state !== 'open') - Number(b.state !== 'open') || a.deadline.localeCompare(b.deadline),
      ),
    find: (id: string): DisputeDetail | undefined => made.get(id),
    open: (slip: Slip, wish: DisputeRequest): string => {
      const id = `d-${made.size}`;
      made.set(id, take(begin(id, slip, wish, now()), { text: wish.text, photos: [...wish.photos] }, now()));
      return id;
    },
    take: (id: string, step: Partial<Step>): void => {
      const dispute = made.get(id);
      if (dispute !== undefined) made.set(id, take(dispute, step, now()));
    },
  };
}
