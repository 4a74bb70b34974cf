import { flowBucketStarts } from '../../../domain/flows/buckets.ts';
import { kstDay, kstDayStart, parseEventTime } from '../../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { FlowWidth } from '../../../domain/wire/flows-api.ts';
import type { ColumnTable } from '../../../server/stores/series/column-table.ts';
import { seededRandom } from './random.ts';

/** Kilograms of one hour, as the flows page asks for them. */
export interface MadeUpFlow {
  readonly at: number;
  readonly yard: string;
  readonly direction: 'inbound' | 'outbound';
  readonly partner: string;
  readonly grade: string;
  readonly kg: number;
}

const FIRST_DAY = '2025-01-01';
export const FLOW_YARDS = ['hanbit', 'problem', 'stale'] as const;
export const WORKS = ['포항제철소', '광양제철소'] as const;

/** Suppliers with their tonnes of a day, their grades and their yards. */
export const SUPPLIERS: readonly {
  name: string;
  tonnes: number;
  grades: readonly [string, number][];
  yards: readonly number[];
}[] = [
  {
    name: '한일자원',
    tonnes: 62,
    grades: [
      ['heavy', 0.7],
      ['guillotine', 0.3],
    ],
    yards: [0, 1],
  },
  {
    name: '동성철강',
    tonnes: 48,
    grades: [
      ['new_sheet', 0.6],
      ['new_bale', 0.4],
    ],
    yards: [0],
  },
  {
    name: '우진메탈',
    tonnes: 41,
    grades: [
      ['light', 0.55],
      ['pressed', 0.45],
    ],
    yards: [2, 0],
  },
  {
    name: '서해리사이클링',
    tonnes: 37,
    grades: [
      ['shredded', 0.9],
      ['light', 0.1],
    ],
    yards: [1],
  },
  {
    name: '대원금속',
    tonnes: 30,
    grades: [
      ['heavy', 0.8],
      ['light', 0.2],
    ],
    yards: [0, 2],
  },
  {
    name: '삼보스틸',
    tonnes: 24,
    grades: [
      ['guillotine', 0.8],
      ['cast', 0.2],
    ],
    yards: [1],
  },
  {
    name: '태성자원',
    tonnes: 19,
    grades: [
      ['pressed', 0.7],
      ['turnings', 0.3],
    ],
    yards: [2],
  },
  {
    name: '미래환경',
    tonnes: 13,
    grades: [
      ['light', 0.9],
      ['foreign', 0.1],
    ],
    yards: [0],
  },
  { name: '주식회사 한국자원순환산업개발 포항제1사업장', tonnes: 9, grades: [['turnings', 1]], yards: [1, 2] },
  {
    name: '청솔, 고철',
    tonnes: 5,
    grades: [
      ['cast', 0.6],
      ['heavy', 0.4],
    ],
    yards: [0],
  },
];

/** Share of the usual tonnes: half the week it rests on Sundays; a holiday, a supplier that stops, a price that jumps. */
function storyOf(name: string, day: string, weekday: number): number {
  if (weekday === 0 || (day >= '2026-09-24' && day <= '2026-09-27')) return 0;
  if (name === '태성자원' && day >= '2026-11-02') return 0;
  const season = day >= '2026-01-01' ? 1.12 : 1;
  return season * (day >= '2026-10-12' && day <= '2026-10-31' ? 1.4 : 1) * (weekday === 6 ? 0.5 : 1);
}

/** 대원금속 brings less heavy and more light from September on. */
function mixOf(name: string, grades: readonly [string, number][], day: string): readonly [string, number][] {
  return name === '대원금속' && day >= '2026-09-01'
    ? [
        ['heavy', 0.35],
        ['light', 0.65],
      ]
    : grades;
}

/** Every hour with kilograms from 2025 on, until `now`. */
export function madeUpFlows(now: number): MadeUpFlow[] {
  const flows: MadeUpFlow[] = [];
  const random = seededRandom(17);
  for (let start = kstDayStart(FIRST_DAY) ?? 0; start <= now; start += DAY_MS) {
    const day = kstDay(start);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    for (const [index, { name, tonnes, grades, yards }] of SUPPLIERS.entries()) {
      const size = tonnes * storyOf(name, day, weekday) * (0.75 + random() * 0.5);
      const yard = FLOW_YARDS[yards[Math.floor(random() * yards.length)] ?? 0] ?? 'hanbit';
      const works = WORKS[index % 3 === 0 ? 1 : 0];
      for (const [grade, share] of mixOf(name, grades, day)) {
        const kg = Math.round(size * share * 50) * 20;
        const sold = Math.round(kg * (0.8 + random() * 0.25) * 0.05) * 20;
        const [came, left] = [
          start + (7 + Math.floor(random() * 10)) * HOUR_MS,
          start + (9 + Math.floor(random() * 8)) * HOUR_MS,
        ];
        if (kg > 0 && came <= now) flows.push({ at: came, yard, direction: 'inbound', partner: name, grade, kg });
        if (sold > 0 && left <= now && grade !== 'foreign') {
          flows.push({ at: left, yard, direction: 'outbound', partner: works, grade, kg: sold });
        }
      }
    }
  }
  return flows;
}

/** The flows between two instants of a query. */
export function flowsBetween(flows: readonly MadeUpFlow[], from: string, to: string): MadeUpFlow[] {
  const [start, end] = [parseEventTime(from) ?? 0, parseEventTime(to) ?? 0];
  return flows.filter(({ at }) => at >= start && at < end);
}

/** Columns `time`, `yard`, `direction`, `partner`, `grade`, `kg` of a query, as the server gives them. */
export function flowTable(flows: readonly MadeUpFlow[], query: URLSearchParams): ColumnTable {
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  const every = (query.get('every') ?? '1d') as FlowWidth;
  const starts = flowBucketStarts(parseEventTime(from) ?? 0, parseEventTime(to) ?? 0, every);
  const sums = new Map<string, MadeUpFlow>();
  let bucket = 0;
  for (const flow of flowsBetween(flows, from, to).sort((a, b) => a.at - b.at)) {
    while (bucket + 1 < starts.length && (starts[bucket + 1] ?? 0) <= flow.at) bucket += 1;
    const at = starts[bucket] ?? flow.at;
    const key = [at, flow.yard, flow.direction, flow.partner, flow.grade].join('|');
    sums.set(key, { ...flow, at, kg: flow.kg + (sums.get(key)?.kg ?? 0) });
  }
  const rows = [...sums.values()];
  const texts = (name: 'yard' | 'direction' | 'partner' | 'grade') => {
    const dictionary = [...new Set(rows.map((row) => row[name]))];
    const places = new Map(dictionary.map((text, place) => [text, place]));
    return {
      kind: 'text' as const,
      name,
      dictionary,
      indices: Int32Array.from(rows, (row) => places.get(row[name]) ?? 0),
    };
  };
  return {
    length: rows.length,
    columns: [
      { kind: 'time', name: 'time', values: Float64Array.from(rows, ({ at }) => at) },
      texts('yard'),
      texts('direction'),
      texts('partner'),
      texts('grade'),
      { kind: 'integer', name: 'kg', values: Float64Array.from(rows, ({ kg }) => kg) },
    ],
  };
}
