import { formatKst } from '../../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/units.ts';
import type { Delivery, Notices } from '../../../domain/wire/notices-api.ts';
import type { Route } from './programme-routes.ts';

/** Notices in every state; a page with `?mock=unset` has none. A report that is asked for is made with the next answer. */
export function noticeMockRoutes(now: () => number): Route[] {
  const made = new Map<string, string>();
  return [
    [
      /^\/api\/notices$/,
      'GET',
      (_, __, ___, page) => noticesOf(now(), made, page.searchParams.get('mock') === 'unset'),
    ],
    [
      /^\/api\/notices\/reports\/([^/]+)\/run$/,
      'POST',
      ([, name = '']) => {
        made.set(name, formatKst(now()));
        return {};
      },
    ],
  ];
}

function noticesOf(now: number, made: ReadonlyMap<string, string>, isUnset: boolean): Notices {
  if (isUnset) return { configured: false, mail: false, reports: [], webhooks: [], deliveries: [] };
  const at = (before: number) => formatKst(now - before);
  const report = (
    name: string,
    more: Pick<Notices['reports'][number], 'kind' | 'audience' | 'format'>,
    last: string | null,
    problem: string | null = null,
  ) => {
    return { name, ...more, nextAt: at(-7 * HOUR_MS), lastAt: made.get(name) ?? last, problem };
  };
  let id = 7;
  const sent = (more: Omit<Delivery, 'id' | 'firstAt'>): Delivery => {
    id -= 1;
    return { id, firstAt: more.lastAt ?? at(0), ...more };
  };
  const done = { state: 'done', attempts: 1, nextAt: null } as const;
  return {
    configured: true,
    mail: true,
    reports: [
      report('daily-plant', { kind: 'daily', audience: 'plant', format: 'pdf' }, at(5 * HOUR_MS)),
      report('weekly-plant', { kind: 'weekly', audience: 'plant', format: 'xlsx' }, at(4 * DAY_MS)),
      report(
        'weekly-procurement',
        { kind: 'weekly', audience: 'procurement', format: 'pdf' },
        null,
        'there is no ledger to read',
      ),
    ],
    webhooks: [
      {
        name: 'erp',
        url: 'https://erp.example/…',
        events: ['visit.closed', 'visit.restated', 'visit.cancelled'],
        waiting: 0,
      },
      {
        ...{ name: 'procurement-portal', url: 'https://hooks.procurement.example/…', waiting: 12 },
        events: ['slip.issued', 'slip.superseded', 'dispute.opened', 'dispute.answered'],
      },
    ],
    deliveries: [
      sent({
        ...{
          way: 'webhook',
          name: 'procurement-portal',
          what: 'slip.issued 20261122-0014 v1',
          to: 'https://hooks.procurement.example/…',
        },
        ...{
          state: 'waiting',
          attempts: 4,
          lastAt: at(3 * MINUTE_MS),
          nextAt: at(-5 * MINUTE_MS),
          answer: 'answered 503',
        },
      }),
      sent({
        ...{
          way: 'webhook',
          name: 'erp',
          what: 'visit.closed hanbit-0031',
          to: 'https://erp.example/…',
          lastAt: at(4 * MINUTE_MS),
        },
        ...{ ...done, answer: 'answered 204' },
      }),
      sent({
        ...{
          way: 'mail',
          name: 'daily-plant',
          what: 'daily-plant-2026-11-21.pdf',
          to: 'chief@yard.example',
          lastAt: at(5 * HOUR_MS),
        },
        ...{ ...done, answer: '250 2.0.0 Ok: queued as 4F1' },
      }),
      sent({
        ...{
          way: 'mail',
          name: 'daily-plant',
          what: 'daily-plant-2026-11-21.pdf',
          to: 'former-colleague-with-a-long-name@yard.example',
        },
        ...{ state: 'given-up', attempts: 1, lastAt: at(5 * HOUR_MS), nextAt: null },
        answer: "Can't send mail - all recipients were rejected: 550 5.1.1 User unknown",
      }),
      sent({
        ...{
          way: 'folder',
          name: 'daily-plant',
          what: 'daily-plant-2026-11-21.pdf',
          to: '/srv/reports',
          lastAt: at(5 * HOUR_MS),
        },
        ...{ ...done, answer: 'daily-plant-2026-11-21.pdf' },
      }),
      sent({
        ...{
          way: 'mail',
          name: 'weekly-plant',
          what: 'weekly-plant-2026-11-09_2026-11-15.xlsx',
          to: 'chief@yard.example',
        },
        ...{ ...done, attempts: 3, lastAt: at(4 * DAY_MS), answer: '250 2.0.0 Ok: queued as 3A9' },
      }),
    ],
  };
}
