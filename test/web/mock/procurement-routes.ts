import type { StockCountRequest } from '../../../domain/wire/flows-api.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import { changeReport, stockReport } from './made-up-changes.ts';
import { flowTable, madeUpFlows } from './made-up-flows.ts';
import { supplierCard, supplierList } from './made-up-suppliers.ts';
import { visitsOf } from './made-up-yard.ts';
import type { Route } from './programme-routes.ts';

/** Routes of flows, suppliers, changes and stock over made-up kilograms; a need file with a name of `bad` is refused. */
export function procurementMockRoutes(now: () => number, hashes: readonly string[]): Route[] {
  const flows = madeUpFlows(now());
  const counted = new Map<string, number>();
  return [
    [/^\/api\/flows$/, 'GET', (_, url) => flowTable(flows, url.searchParams)],
    [/^\/api\/flows\/visits$/, 'GET', (_, url) => visitsBehind(visitsOf('hanbit', now()), url.searchParams, hashes)],
    [/^\/api\/suppliers$/, 'GET', (_, url) => supplierList(flows, url.searchParams)],
    [
      /^\/api\/suppliers\/([^/]+)$/,
      'GET',
      ([, name = ''], url) => supplierCard(flows, decodeURIComponent(name), url.searchParams),
    ],
    [/^\/api\/changes$/, 'GET', (_, url) => changeReport(now(), url.searchParams.get('day'))],
    [/^\/api\/stock$/, 'GET', () => stockReport(flows, now(), counted)],
    [
      /^\/api\/yards\/([^/]+)\/stock-counts$/,
      'POST',
      ([, yard = ''], _, body) => {
        const { grades } = JSON.parse(body) as StockCountRequest;
        for (const [grade, kg] of Object.entries(grades)) counted.set(`${yard} ${grade}`, kg);
        return { id: 'count-1' };
      },
    ],
    [
      /^\/api\/needs$/,
      'POST',
      (_, __, body) =>
        body.includes('bad')
          ? {
              rows: 0,
              refusals: [
                { cell: 'B3', problem: '모르는 등급입니다: 중량B급' },
                { cell: 'D4', problem: '0 이상의 수가 아닙니다: 약 300' },
              ],
            }
          : { rows: 6, refusals: [] },
    ],
    [
      /^\/api\/exports\/[a-z]+\/size$/,
      'GET',
      () => ({
        rows: 4_210,
        formats: ['xlsx', 'csv', 'arrow'].map((format) => ({ format, fits: true, limit: 100_000, advice: null })),
      }),
    ],
  ];
}

/** Visits of today that name one of the partners asked for; the kinds that few visits are of give a part of them. */
function visitsBehind(visits: readonly Visit[], query: URLSearchParams, hashes: readonly string[]) {
  const partners = query.get('partners')?.split(',') ?? [];
  const isPart = (query.get('only') ?? 'all') !== 'all';
  const fitting = visits
    .filter(({ status }) => status === 'closed')
    .filter((_, place) => !isPart || place % 5 === 0)
    .filter(({ partner }) => partners.length === 0 || partners.includes(partner ?? ''))
    .reverse()
    .map((visit, place) => ({ ...visit, photo: place % 7 === 6 ? null : (hashes[place % hashes.length] ?? null) }));
  return { visits: fitting, total: fitting.length, next: null };
}
