import { describe, expect, it } from 'vitest';
import { readNotices } from '../../../domain/notices/notices-file.ts';

const DAILY = { name: 'daily', kind: 'daily', at: '06:30', audience: 'plant', format: 'pdf', folder: true };
const WEEKLY = {
  ...DAILY,
  name: 'weekly',
  kind: 'weekly',
  weekday: 'mon',
  audience: 'procurement',
  mail: ['a@b.example'],
};
const HOOK = { name: 'erp', url: 'https://erp.example/hook', events: ['visit.closed'], secretFile: '/run/secrets/erp' };

const report = (more: object) => readNotices({ reports: [{ ...DAILY, ...more }] });
const hook = (more: object) => readNotices({ webhooks: [{ ...HOOK, ...more }] });

describe('the file of notices', () => {
  it('has reports and webhooks, or neither', () => {
    expect(readNotices({})).toEqual({ reports: [], webhooks: [] });
    expect(readNotices({ reports: [DAILY, WEEKLY], webhooks: [HOOK] })).toEqual({
      reports: [DAILY, WEEKLY],
      webhooks: [HOOK],
    });
  });

  it.each([
    ['https://erp.example', {}],
    ['http://127.0.0.1:9000/hook', {}],
    ['http://[::1]/hook', {}],
    ['http://localhost', {}],
    ['http://erp.example/hook?a=1', { allowHttp: true }],
  ])('lets a webhook go to %s', (url, more) => {
    expect(hook({ url, ...more })).toMatchObject({ webhooks: [{ url }] });
  });

  it.each([
    ['/reports/0/at', report({ at: '24:00' })],
    ['/reports/0/kind', report({ kind: 'hourly' })],
    ['/reports/0/name', report({ name: 'Täglich' })],
    ['/reports/0/mail/0', report({ mail: ['not an address'] })],
    ['/reports/0/mail/0', report({ mail: ['a@b.example\r\nBcc: c@d.example'] })],
    ['/reports/0/yards', report({ yards: [] })],
    ['/reports/0/hour', report({ hour: 6 })],
    ['/reports/0', report({ kind: 'weekly' })],
    ['/reports/0', report({ weekday: 'mon' })],
    ['/reports/0', report({ audience: 'procurement' })],
    ['/reports/0', report({ folder: false })],
    ['/reports/0', report({ folder: undefined })],
    ['/reports/1/name', readNotices({ reports: [DAILY, DAILY] })],
    ['/webhooks/1/name', readNotices({ webhooks: [HOOK, HOOK] })],
    ['/webhooks/0/events/0', hook({ events: ['visit.opened'] })],
    ['/webhooks/0/events', hook({ events: [] })],
    ['/webhooks/0', readNotices({ webhooks: [{ name: 'erp' }] })],
    ['/webhooks/0/secret', hook({ secret: 'in the open' })],
    ['/webhooks/0', hook({ url: 'http://erp.example/hook' })],
    ['/webhooks/0', hook({ url: 'http://127.0.0.1.example/hook' })],
    ['/webhooks/0', hook({ url: 'https://user:word@erp.example/hook' })],
    ['/webhooks/0', hook({ url: 'ftp://erp.example', allowHttp: true })],
    ['the top', readNotices([])],
  ])('says that something is wrong at %s', (place, read) => {
    expect(read).toHaveProperty('problem');
    const { problem } = read as { problem: string };
    expect(problem.slice(0, place.length + 1)).toBe(`${place}:`);
    expect(problem).not.toContain('in the open');
  });

  it('says what would be right', () => {
    expect(report({ kind: 'hourly' })).toEqual({ problem: '/reports/0/kind: has to be one of daily, weekly' });
    expect(report({ hour: 6 })).toEqual({ problem: '/reports/0/hour: there is no such setting' });
    expect(report({ at: 6 })).toEqual({ problem: '/reports/0/at: must be string' });
  });
});
