import { expect, test } from 'vitest';
import type { SupplierList } from '../../../domain/wire/flows-api.ts';
import { rowsOf, withTrucks } from './world.ts';

const SPAN = 'from=2026-11-20&to=2026-11-20';

test('suppliers as CSV equal the API to the kilogram', async () => {
  const { get, cookie } = await withTrucks();
  const { suppliers } = (await get(`/api/suppliers?${SPAN}`, cookie)).json() as SupplierList;
  expect(suppliers.length).toBeGreaterThan(5);
  const csv = rowsOf(await get(`/api/exports/suppliers?${SPAN}&format=csv&language=en`, cookie));
  expect(csv.map((row) => [Number(row['Net (kg)']), Number(row.Trucks), Number(row['Heavy (kg)'])])).toEqual(
    suppliers.map(({ now }) => [now.netKg, now.trucks, now.grades.heavy]),
  );
});

test('a choice of partners leaves the others out', async () => {
  const { get, cookie } = await withTrucks();
  const chosen = encodeURIComponent(encodeURIComponent('가람, 주식회사'));
  const csv = rowsOf(await get(`/api/exports/suppliers?${SPAN}&partners=${chosen}&format=csv`, cookie));
  expect(csv.map((row) => row.공급사)).toEqual(['가람, 주식회사']);
});
