import Value from 'typebox/value';
import { expect, it } from 'vitest';
import { PortalAnswer, USAGE_ACTS, UsageLogExportQuery } from '../../../domain/wire/usage-log-api.ts';

it('orders acts as they are sent: coming and going first, reading last', () => {
  expect(USAGE_ACTS).toEqual(['login', 'logout', 'delete', 'create', 'inOut', 'change', 'view']);
});

it('takes days alone for an export', () => {
  expect(Value.Check(UsageLogExportQuery, { from: '2026-11-01', to: '2026-11-22' })).toBe(true);
  expect(Value.Check(UsageLogExportQuery, { from: '2026-11-01T00:00:00Z', to: '2026-11-22' })).toBe(false);
});

it('knows no outcome beside its own', () => {
  const answer = { at: '2026-11-22T09:00:00.000+09:00', code: 'AP1002', words: null, isTest: false };
  expect(Value.Check(PortalAnswer, { ...answer, outcome: 'stored' })).toBe(true);
  expect(Value.Check(PortalAnswer, { ...answer, outcome: 'sent' })).toBe(false);
});
