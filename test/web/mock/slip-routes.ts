import { formatKst } from '../../../domain/kst-time.ts';
import { DAY_MS } from '../../../domain/units.ts';
import type { Visit } from '../../../domain/wire/http-api.ts';
import type { DisputeRequest, PartnerLinkGrant, PartnerLinkRequest, Slip } from '../../../domain/wire/slips-api.ts';
import { makeMadeUpDisputes } from './made-up-disputes.ts';
import { madeUpLines, madeUpSlip, madeUpVerdict } from './made-up-slips.ts';
import { isScenario, visitsOf } from './made-up-yard.ts';
import type { Route } from './programme-routes.ts';

/** The token of a link that works; every other one is over. */
const GOOD_TOKEN = 'good';
/** Whose pages the partner sees, and at which yard. */
const PARTNER = { user: '한일자원', role: 'partner', yards: ['hanbit'], partner: '한일자원' };

const missing = (): never => {
  throw Object.assign(new Error('NOT_FOUND'), { status: 404 });
};

/** Routes of slips in every state, disputes in every state, links and the session of a partner. */
export function slipMockRoutes(now: () => number, hashes: readonly string[]): Route[] {
  const visit = (id = ''): Visit => {
    const yard = id.split('-')[0] ?? '';
    return (isScenario(yard) ? visitsOf(yard, now()).find((one) => one.id === id) : undefined) ?? missing();
  };
  const slipOf = (id: string, version: number | null = null): Slip =>
    madeUpSlip(visit(id), hashes, version) ?? missing();
  const ofTruck = (truck: number): Slip | null => {
    const found = visitsOf('hanbit', now()).find(({ id }) => id.endsWith(String(truck).padStart(4, '0')));
    return found === undefined ? null : madeUpSlip(found, hashes, null);
  };
  const disputes = makeMadeUpDisputes(now, ofTruck, hashes);
  const stateOf = (id: string): string | null => disputes.all().find((one) => one.visit === id)?.state ?? null;
  const links: PartnerLinkGrant[] = [];
  const accepted = { id: 'command' };
  return [
    [
      /^\/api\/slips$/,
      'GET',
      (_, url) => {
        const asked = (name: string): string | null => url.searchParams.get(name);
        const yard = asked('yard') ?? 'hanbit';
        const of = asked('visit');
        const visits = of === null ? visitsOf(isScenario(yard) ? yard : missing(), now()) : [visit(of)];
        return { slips: madeUpLines(visits, hashes, stateOf), next: null };
      },
    ],
    [
      /^\/api\/visits\/([^/]+)\/slip$/,
      'GET',
      ([, id = ''], url) => slipOf(id, Number(url.searchParams.get('version')) || null),
    ],
    [/^\/api\/visits\/([^/]+)\/slip$/, 'POST', () => accepted],
    [/^\/api\/visits\/([^/]+)\/slip\/cancellation$/, 'POST', () => accepted],
    [
      /^\/api\/verify\/([0-9a-f]{64})$/,
      'GET',
      ([, asked = '']) => madeUpVerdict(asked, visitsOf('hanbit', now())[0] ?? missing(), hashes),
    ],
    [/^\/api\/partner-links$/, 'GET', () => ({ links: links.map(({ token: _, url: __, ...link }) => link) })],
    [
      /^\/api\/partner-links$/,
      'POST',
      (_, __, body) => {
        const { days, ...wanted } = JSON.parse(body) as PartnerLinkRequest;
        const [createdAt, expiresAt] = [formatKst(now()), formatKst(now() + days * DAY_MS)];
        const made = {
          createdBy: 'admin',
          usedAt: null,
          token: GOOD_TOKEN,
          url: `https://yard.example/partner#${GOOD_TOKEN}`,
        };
        links.unshift({ id: String(links.length), ...wanted, createdAt, expiresAt, ...made });
        return links[0];
      },
    ],
    [
      /^\/api\/partner-links\/(\d+)$/,
      'DELETE',
      ([, id]) =>
        void links.splice(
          links.findIndex((link) => link.id === id),
          1,
        ),
    ],
    [
      /^\/api\/partner-session$/,
      'POST',
      (_, __, body) => {
        if ((JSON.parse(body) as { token: string }).token === GOOD_TOKEN) return PARTNER;
        throw Object.assign(new Error('LINK_ENDED'), { status: 410 });
      },
    ],
    [
      /^\/api\/disputes$/,
      'GET',
      (_, url) => {
        const fits = (name: 'yard' | 'visit' | 'state') => (one: Record<typeof name, string>) =>
          (url.searchParams.get(name) ?? one[name]) === one[name];
        return { disputes: disputes.all().filter(fits('yard')).filter(fits('visit')).filter(fits('state')) };
      },
    ],
    [/^\/api\/disputes\/([^/]+)$/, 'GET', ([, id = '']) => disputes.find(id) ?? missing()],
    [
      /^\/api\/visits\/([^/]+)\/disputes$/,
      'POST',
      ([, id = ''], _, body) => ({ id: disputes.open(slipOf(id), JSON.parse(body) as DisputeRequest) }),
    ],
    [
      /^\/api\/disputes\/([^/]+)\/(entries|answer|withdrawal)$/,
      'POST',
      ([, id = '', kind = ''], _, body, page) => {
        const party = page.pathname.startsWith('/partner') ? ('partner' as const) : ('yard' as const);
        const step = ({ entries: 'say', answer: 'answer', withdrawal: 'withdraw' } as const)[kind as 'answer'];
        disputes.take(id, { ...JSON.parse(body), step, party, ...(party === 'yard' ? { by: 'plant' } : {}) });
        return accepted;
      },
    ],
    [/^\/api\/visits\/([^/]+)\/evidence$/, 'POST', (_, __, body) => ({ sha256: hashes[0], bytes: body.length })],
    // a partner's pages have the partner's session, as their cookie would give them
    [
      /^\/api\/session$/,
      'GET',
      (_, __, ___, page) => {
        if (page.pathname.startsWith('/partner')) return PARTNER;
        return { user: 'admin', role: page.searchParams.get('role') ?? 'admin', yards: null };
      },
    ],
  ];
}
