import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../domain/units.ts';
import { NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';
import { YardsFile, yardSettings } from '../../domain/yard-settings.ts';
import { backfillFrom, readMemory, writeMemory } from './memory.ts';
import { DEMO_YARDS, demoYards, devicesOf } from './yards.ts';

const NOW = Date.UTC(2026, 10, 22);

describe('the file of yards', () => {
  it('names every yard of the demo and gives each another rule', async () => {
    const file: unknown = JSON.parse(await readFile(new URL('./yards.json', import.meta.url), 'utf8'));
    if (!Check(YardsFile, file)) throw new Error('yards.json does not follow its schema');
    expect(Object.keys(file.yards)).toEqual(DEMO_YARDS.map(({ id }) => id));
    const kinds = DEMO_YARDS.map(({ id }) => yardSettings(file, id).rules[0]?.kind);
    expect(kinds).toEqual(['weighted', 'dominant', 'lowest']);
  });

  it('goes with names that fit into a topic, for any number of yards', () => {
    const yards = demoYards(8);
    expect(new Set(yards.map(({ id }) => id)).size).toBe(8);
    for (const { id } of yards) expect(id).toMatch(new RegExp(NAME_PATTERN));
    for (const yard of yards) expect(devicesOf(yard)).toHaveLength(6);
  });
});

describe('the memory of the demo', () => {
  it('comes back after a restart, without starts long past', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'memory-'));
    const path = join(folder, 'below', 'demo-yard.json');
    await writeMemory(path, { series: 'a1', starts: [NOW - 30 * DAY_MS, NOW - DAY_MS], aliveAt: NOW });
    expect(await readMemory(path, 'a1')).toEqual({ series: 'a1', starts: [NOW - DAY_MS], aliveAt: NOW });
    expect(await readMemory(path, 'a2')).toBeNull();
    await writeFile(path, '{"series":');
    expect(await readMemory(path, 'a1')).toBeNull();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['yesterday at a first start', null, NOW - DAY_MS],
    ['yesterday after a short break', NOW - 1_000, NOW - DAY_MS],
    ['the day it stopped after a longer one', NOW - 3 * DAY_MS, NOW - 3 * DAY_MS],
    ['a week ago at most', NOW - 50 * DAY_MS, NOW - 7 * DAY_MS],
  ])('makes the past begin %s', (_, aliveAt, from) => {
    const memory = aliveAt === null ? null : { series: 'a1', starts: [], aliveAt };
    expect(backfillFrom(NOW, memory)).toBe(from);
  });
});
