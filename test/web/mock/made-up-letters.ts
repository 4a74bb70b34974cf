import { formatKst } from '../../../domain/kst-time.ts';
import { MINUTE_MS } from '../../../domain/units.ts';
import type { DeadLetter, DeadLetterList, RejectedPointList } from '../../../domain/wire/http-api.ts';

const PAGE = 8;
const BODIES: readonly (readonly [string, string, string, boolean, number])[] = [
  [
    'KG_INVALID',
    'weighing',
    '{"id":"w-8812","at":"2026-11-22T03:11:08+09:00","kg":-120,"plate":"부산86바1234","stable":true}',
    true,
    96,
  ],
  ['PAYLOAD_NOT_JSON', 'weighing', 'ST,GS,+  38420kg\\r\\n', true, 18],
  [
    'FRAME_NOT_JPEG',
    'frame',
    '89 50 4e 47 0d 0a 1a 0a 00 00 00 0d 49 48 44 52 00 00 07 80 00 00 04 38 08 02 00 00 00 67 b1 56 14',
    false,
    2_412_880,
  ],
  ['TIME_IMPLAUSIBLE', 'lift', '{"id":"l-11","at":"1970-01-01T09:00:12+09:00","kg":1240}', true, 57],
  ['TENANT_UNKNOWN', 'state', '{"online":true,"model":"CAS CI-6000A","firmware":"2.1"}', true, 54],
  ['PAYLOAD_TOO_BIG', 'frame', '', false, 11_204_551],
];

/** Refused messages of a made-up system; a retry is booked, or refused again, two seconds after it was asked for. */
export function makeMadeUpLetters(now: () => number) {
  const start = now();
  const letters: DeadLetter[] = Array.from({ length: 14 }, (_, index) => {
    const [code, kind, preview, isText, size] = BODIES[index % BODIES.length] ?? BODIES[0] ?? ['', '', '', true, 0];
    const isForeign = code === 'TENANT_UNKNOWN';
    return {
      seq: 900 - index,
      at: formatKst(start - (3 + index * index * 7) * MINUTE_MS),
      topic: isForeign ? 'scrap/v1/hanbitt/hanbit/gate/scale-1/state' : `scrap/v1/hanbit/hanbit/gate/scale-1/${kind}`,
      yard: isForeign ? null : 'hanbit',
      device: 'gate/scale-1',
      id: index % 3 === 0 ? 'w-8812' : null,
      code,
      detail: code === 'KG_INVALID' ? '/kg: -120' : '',
      preview,
      isText,
      size,
      canRetry: code !== 'PAYLOAD_TOO_BIG',
      retries:
        index === 3
          ? [{ at: formatKst(start - 2 * MINUTE_MS), by: 'plant', reason: '장치 시계를 맞춤', code: null }]
          : index === 1
            ? [{ at: formatKst(start - MINUTE_MS), by: 'admin', reason: '설정을 고침', code: 'PAYLOAD_NOT_JSON' }]
            : [],
    };
  });
  return {
    list(search: URLSearchParams, isNone: boolean): DeadLetterList {
      const fitting = letters.filter(
        ({ yard, code }) =>
          (search.get('yard') === null || yard === search.get('yard')) &&
          (search.get('code') === null || code === search.get('code')),
      );
      const from = Number(search.get('cursor') ?? 0);
      if (isNone) return { letters: [], next: null };
      const next = from + PAGE < fitting.length ? String(from + PAGE) : null;
      return { letters: fitting.slice(from, from + PAGE), next };
    },
    retry(seq: number, reason: string): { id: string } {
      setTimeout(() => {
        const place = letters.findIndex((letter) => letter.seq === seq);
        const letter = letters[place];
        if (letter === undefined) return;
        const code = letter.code === 'TENANT_UNKNOWN' ? null : letter.code;
        letters[place] = {
          ...letter,
          retries: [...letter.retries, { at: formatKst(now()), by: 'admin', reason, code }],
        };
      }, 2_000);
      return { id: 'accepted' };
    },
    points: (isNone: boolean): RejectedPointList => ({
      points: isNone
        ? []
        : [1, 2].map((seq) => ({
            seq,
            at: formatKst(start - seq * 200 * MINUTE_MS),
            yard: 'hanbit',
            line: `visit,yard=hanbit,direction=inbound,grade=heavy net=${18_000 + seq}i,accepted=17900i 1763776391000000000`,
            reason:
              'partial write: field type conflict: input field "net" on measurement "visit" is type integer, already exists as type float dropped=1',
          })),
    }),
  };
}
