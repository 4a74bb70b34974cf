import { expect, test } from 'vitest';
import { lineageOf, stateOf } from '../../../server/stores/models/lineage.ts';
import type { ModelRow } from '../../../server/stores/models/model-rows.ts';

const row = (text: string): ModelRow => {
  const [action, version = '', refusal = null] = text.split(' ') as [ModelRow['action'], string?, string?];
  return { action, version, refusal, at: 0, sha256: '', by: '', reason: '', corrections: 0, detail: '{}' };
};

test.each<[string, string[], { current: string; shadow: string | null; previous: string | null }]>([
  ['nobody chose', [], { current: 'v1', shadow: null, previous: null }],
  ['a candidate was made', ['made a'], { current: 'v1', shadow: null, previous: null }],
  ['it is a shadow', ['made a', 'shadowed a'], { current: 'v1', shadow: 'a', previous: null }],
  ['no more', ['made a', 'shadowed a', 'unshadowed a'], { current: 'v1', shadow: null, previous: null }],
  ['promoted, it is no shadow', ['shadowed a', 'promoted a'], { current: 'a', shadow: null, previous: 'v1' }],
  ['another shadow stays', ['shadowed b', 'promoted a'], { current: 'a', shadow: 'b', previous: 'v1' }],
  ['rolled back', ['promoted a', 'rolled-back v1'], { current: 'v1', shadow: null, previous: null }],
  ['rolled back once', ['promoted a', 'promoted b', 'rolled-back a'], { current: 'a', shadow: null, previous: 'v1' }],
  [
    'rolled back twice and on',
    ['promoted a', 'promoted b', 'rolled-back a', 'rolled-back v1', 'promoted b'],
    { current: 'b', shadow: null, previous: 'v1' },
  ],
])('%s', (_case, rows, expected) => {
  expect(lineageOf(rows.map(row), 'v1')).toMatchObject(expected);
});

test('a version is what its rows made of it', () => {
  const rows = [
    'made a',
    'promoted a',
    'made b',
    'promoted b',
    'made c',
    'shadowed c',
    'refused d WORSE',
    'made e',
    // a refusal of the command is none of the version
    'refused b ALREADY_CURRENT',
    'refused e NOTHING_BEFORE',
    'made f',
    'refused f UNLOADABLE',
    'made g',
    'refused g UNLOADABLE',
    'promoted g',
    'promoted b',
  ];
  const lineage = lineageOf(rows.map(row), 'v1');
  const states = ['v1', 'a', 'b', 'c', 'd', 'e', 'f', 'g'].map((version) => `${version} ${stateOf(version, lineage)}`);
  expect(states).toEqual([
    'v1 former',
    'a former',
    'b current',
    'c shadow',
    'd refused',
    'e candidate',
    'f refused',
    'g former',
  ]);
});

test('where nothing ships as active nothing is current', () => {
  expect(lineageOf([], null)).toMatchObject({ current: null, previous: null });
});
