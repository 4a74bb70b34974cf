import { expect, test } from 'vitest';
import { build } from '../build.ts';

test.each([
  ['a year by hours, with what a screen shows around it', 'from=2025-01-01&to=2026-02-06&every=1h', 200],
  ['two years by hours', 'from=2024-01-01&to=2025-12-31&every=1h', 422],
  ['ten years by days', 'from=2016-11-22&to=2026-11-20&every=1d', 200],
  ['more than ten years', 'from=2006-11-22&to=2026-11-20&every=1d', 422],
  ['a year by seconds', 'from=2025-01-01&to=2025-12-31&every=1s', 400],
  ['a span backwards', 'from=2025-02-01&to=2025-01-01&every=1d', 422],
])('flows of %s are answered or refused with the way to ask', async (_, query, status) => {
  const { get, login } = await build();
  const answer = await get(`/api/flows?${query}&format=arrow`, await login());
  expect(answer.statusCode).toBe(status);
  if (status === 422)
    expect(answer.json()).toMatchObject({ code: 'RANGE_REFUSED', params: { problem: expect.any(String) } });
});
