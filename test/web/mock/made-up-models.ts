import { formatKst } from '../../../domain/kst-time.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/units.ts';
import type { ModelScores, ModelVersion, RegionRequest, YardModels } from '../../../domain/wire/http-api.ts';

const FIGURES: readonly (readonly [string, number, number])[] = [
  ['new_bale', 32, 0.82],
  ['heavy', 164, 0.95],
  ['shredded', 32, 0.88],
  ['pressed', 49, 0.79],
  ['cast', 22, 0.86],
  ['turnings', 15, 0.67],
  ['foreign', 3, 0.5],
];
/** Confidence said, how far off it is, photos. */
const BINS: readonly (readonly [number, number, number])[] = [
  [0.35, -0.12, 6],
  [0.45, 0.06, 11],
  [0.55, -0.07, 19],
  [0.65, 0.02, 28],
  [0.75, -0.05, 44],
  [0.85, -0.02, 71],
  [0.95, 0.01, 138],
];
const CARD = `# Grading model v2

Judges which canonical grade of steel scrap a photo shows. Input: up to three 224-pixel squares of a photo.

## What it learned from
- 325 real photos of ferrous scrap in eight grades, posted publicly by a dealer.
- 1,300 painted pictures, all ten grades.

## Measured on real photos it was not trained on
| grade | photos | F1 |
|---|---|---|
| heavy | 164 | 0.95 |
| pressed | 49 | 0.79 |

**It judges the visible surface**; it cannot tell thickness, weight or moisture.`;

function scores(gain: number, photos: number, trucks: number): ModelScores {
  const share = photos / 317;
  const grades = FIGURES.map(([grade, count, f1]) => {
    const now = Math.min(0.99, f1 + gain);
    const shown = Math.max(2, Math.round(count * share));
    const half = Math.min(0.45, 0.9 / Math.sqrt(shown));
    const low = Math.max(0, now - half);
    return {
      grade,
      photos: shown,
      precision: now - 0.01,
      recall: now,
      f1: now,
      low,
      high: Math.min(1, now + half / 2),
    };
  });
  const accuracy = 0.862 + gain;
  const macroF1 = grades.reduce((sum, { f1 }) => sum + f1, 0) / grades.length;
  return {
    accuracy,
    low: accuracy - 1.1 / Math.sqrt(photos),
    high: Math.min(1, accuracy + 0.9 / Math.sqrt(photos)),
    macroF1,
    macroF1Low: macroF1 - 1.2 / Math.sqrt(photos),
    macroF1High: Math.min(1, macroF1 + 1 / Math.sqrt(photos)),
    macroF1Grades: grades.map(({ grade }) => grade),
    gain: null,
    photos,
    trucks,
    grades,
    reliability: BINS.map(([confidence, off, count]) => ({
      confidence,
      right: Math.min(1, confidence + off + gain / 3),
      photos: Math.round(count * share),
    })),
    calibrationError: 0.034,
  };
}

/** Figures before and after on the same trucks, with what lies between them. */
function compared(was: number, is: number, photos: number, trucks: number): Pick<ModelVersion, 'scores' | 'before'> {
  const [before, after] = [scores(was, photos, trucks), scores(is, photos, trucks)];
  const between = (value: number) => ({ value, low: value - 0.045, high: value + 0.05 });
  const gain = {
    accuracy: between(after.accuracy - before.accuracy),
    macroF1: between(after.macroF1 - before.macroF1),
  };
  return { scores: { ...after, gain }, before };
}

/** The models of a made-up yard; it remembers steps as a collector would, a second after they were asked for. */
export function makeMadeUpModels(yard: string, hashes: readonly string[], now: () => number) {
  const sha = (letter: string): string => letter.repeat(64);
  const made = (days: number): string => formatKst(now() - days * DAY_MS);
  const own = (name: string, state: ModelVersion['state'], rest: Partial<ModelVersion>): ModelVersion => ({
    version: name,
    sha256: sha('b'),
    madeAt: made(6),
    madeBy: 'plant',
    base: 'v2',
    state,
    refusal: null,
    corrections: 148,
    ...compared(-0.02, 0.02, 96, 21),
    card: CARD,
    ...rest,
  });
  const shipped: ModelVersion = {
    ...own('v2', 'former', { madeAt: null, madeBy: null, base: null, corrections: 0, before: null }),
    sha256: sha('a'),
    scores: scores(0.02, 317, 0),
  };
  let versions: ModelVersion[] =
    yard === 'empty'
      ? [{ ...shipped, state: 'current' }]
      : [
          own(`v2-${yard}-3`, 'shadow', {
            madeAt: made(1),
            corrections: 171,
            ...compared(-0.06, 0.09, 118, 26),
          }),
          own(`v2-${yard}-2`, 'refused', {
            madeAt: made(3),
            refusal: 'WORSE',
            ...compared(0.03, -0.09, 96, 21),
          }),
          own(`v2-${yard}-1`, 'current', {}),
          shipped,
        ];
  let audit: YardModels['audit'] =
    yard === 'empty'
      ? []
      : [
          { at: made(1), action: 'shadowed', version: `v2-${yard}-3`, by: 'plant', reason: '적용 전 확인' },
          { at: made(1.01), action: 'made', version: `v2-${yard}-3`, by: 'plant', reason: '바로잡은 기록 반영' },
          { at: made(3), action: 'refused', version: `v2-${yard}-2`, by: 'plant', reason: '바로잡은 기록 반영' },
          { at: made(5), action: 'promoted', version: `v2-${yard}-1`, by: 'admin', reason: '시험 결과가 나음' },
        ];
  const regions = new Map<string, RegionRequest['points']>([
    [
      'camera-1',
      [
        { x: 0.12, y: 0.2 },
        { x: 0.9, y: 0.16 },
        { x: 0.96, y: 0.92 },
        { x: 0.08, y: 0.95 },
      ],
    ],
  ]);
  let unlearned = yard === 'empty' ? 0 : 23;
  const tell = (action: string, version: string, reason: string): void => {
    audit = [{ at: formatKst(now()), action, version, by: 'admin', reason }, ...audit];
  };
  const setState = (name: string, state: ModelVersion['state']): void => {
    versions = versions.map((version) => (version.version === name ? { ...version, state } : version));
  };
  const named = (state: ModelVersion['state']): string => versions.find((one) => one.state === state)?.version ?? '';

  return {
    all(): YardModels {
      const trial = named('shadow');
      return {
        yard,
        versions,
        cameras:
          yard === 'empty'
            ? []
            : ['camera-1', 'camera-2'].map((device, index) => ({
                area: 'bay-1',
                device,
                version: named('current'),
                region: regions.get(device) ?? [],
                sha256: hashes[index] ?? null,
              })),
        unlearned,
        shadow: trial === '' ? null : { version: trial, compared: 412, same: 371, disagreements: disagreements(trial) },
        drift: yard === 'empty' ? [] : drift(),
        audit,
      };
    },
    act(command: string, wish: { reason: string; version?: string }): { id: string } {
      const version = wish.version ?? '';
      setTimeout(() => {
        if (command === 'refit') {
          const name = `v2-${yard}-${versions.length}`;
          versions = [own(name, 'candidate', { madeAt: formatKst(now()), madeBy: 'admin' }), ...versions];
          unlearned = 0;
          tell('made', name, wish.reason);
        } else if (command === 'shadow') {
          setState(named('shadow'), 'candidate');
          if (version !== '') setState(version, 'shadow');
          tell(version === '' ? 'unshadowed' : 'shadowed', version || '–', wish.reason);
        } else {
          const next = command === 'promote' ? version : named('former');
          setState(named('current'), 'former');
          setState(next, 'current');
          tell(command === 'promote' ? 'promoted' : 'rolled-back', next, wish.reason);
        }
      }, 1_000);
      return { id: 'accepted' };
    },
    region(device: string, wish: RegionRequest): { id: string } {
      setTimeout(() => {
        regions.set(device, wish.points);
        tell('region', device, wish.reason);
      }, 500);
      return { id: 'accepted' };
    },
  };

  function disagreements(trial: string) {
    const pairs = [
      ['heavy', 'pressed', 'pressed'],
      ['turnings', 'shredded', null],
      ['new_bale', 'pressed', 'pressed'],
      ['cast', 'heavy', 'cast'],
      ['pressed', null, null],
      ['shredded', 'turnings', 'turnings'],
    ] as const;
    return pairs.map(([current, shadow, corrected], index) => ({
      sha256: hashes[(index * 2) % hashes.length] ?? '',
      at: formatKst(now() - index * HOUR_MS),
      visit: `${yard}-0003`,
      area: 'bay-1',
      device: `camera-${(index % 2) + 1}`,
      current: { version: named('current'), grade: current, confidence: 0.48 + index * 0.04 },
      shadow: { version: trial, grade: shadow, confidence: shadow === null ? null : 0.71 + index * 0.03 },
      corrected,
    }));
  }

  function drift() {
    return [0, 1, 2, 3].flatMap((weeks) =>
      ['camera-1', 'camera-2'].map((device, index) => {
        const hasMoved = weeks === 0 && index === 1;
        return {
          week: formatKst(now() - (weeks * 7 + 6) * DAY_MS).slice(0, 10),
          area: 'bay-1',
          device,
          photos: 412 - weeks * 23 - index * 60,
          outOfDomain: hasMoved ? 0.21 : 0.04 + weeks * 0.004,
          confidence: hasMoved ? 0.61 : 0.83 - weeks * 0.01,
          agreement: weeks === 3 ? null : hasMoved ? 0.72 : 0.93,
          warnings: hasMoved ? ['outOfDomain', 'confidence', 'agreement'] : [],
        };
      }),
    );
  }
}
