import type { Grade } from '../../../domain/grades.ts';
import { pressCurl } from './curl.ts';
import type { Colour, Field } from './field.ts';
import { type LumpShape, pressLump } from './lump.ts';
import { type PlateShape, pressPlate } from './plate.ts';
import type { Coat, Pose } from './pose.ts';
import type { Random } from './random.ts';

/** Where the next piece goes: its middle, the height of the heap there and how large a pixel-sized thing appears. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly scale: number;
}

/** How a grade is piled: pieces per picture at full cover, and how one piece is pressed in. */
export interface Recipe {
  readonly pieces: number;
  /** Stacked in courses side by side, not dropped at random. */
  readonly isStacked?: boolean;
  press(field: Field, spot: Spot, random: Random): void;
}

const SILVER: Colour = [176, 181, 187];
const STEEL: Colour = [138, 144, 150];
const SCALE: Colour = [86, 90, 97];
const DARK: Colour = [62, 62, 64];
const RUST: Colour = [132, 78, 48];
const DEEP_RUST: Colour = [92, 56, 40];
const ORANGE_RUST: Colour = [168, 98, 54];
const PAINTS: readonly [Colour, ...Colour[]] = [
  [196, 194, 186],
  [66, 98, 138],
  [154, 58, 50],
  [88, 118, 92],
  [196, 158, 66],
  [120, 124, 128],
];

const FLAT: PlateShape = { profile: 'flat', bend: 0, crumple: 0, ragged: 0, holes: 0 };
const ROUGH: LumpShape = { dome: 0.12, crumple: 7, ragged: 0.75, bore: 0 };

function coat(colour: Colour, patch: Colour, patches: number, gloss: number): Coat {
  return { colour, patch, patches, gloss };
}

function pose(spot: Spot, random: Random, halfLength: number, halfWidth: number, tilt: number): Pose {
  return {
    ...spot,
    halfLength: halfLength * spot.scale,
    halfWidth: halfWidth * spot.scale,
    angle: random.between(0, Math.PI * 2),
    tiltU: random.between(-tilt, tilt),
    tiltV: random.between(-tilt, tilt),
  };
}

function salt(random: Random): number {
  return Math.floor(random.next() * 4096);
}

/** A pressed cube seen from above, square to its neighbours; bales lie in courses, so it turns only a little. */
function pressBale(field: Field, spot: Spot, random: Random, look: Coat, crumple: number): void {
  const at = pose(spot, random, random.between(66, 80), random.between(50, 62), 0.12);
  const turned = { ...at, angle: random.between(-0.16, 0.16), z: at.z + random.between(0, 30) };
  pressPlate(
    field,
    turned,
    { ...FLAT, profile: 'bale', crumple: crumple * spot.scale, ragged: 0.045 },
    look,
    salt(random),
  );
}

export const RECIPES: Record<Grade, Recipe> = {
  new_sheet: {
    pieces: 330,
    press(field, spot, random) {
      const strip = random.chance(0.4);
      const at = pose(
        spot,
        random,
        strip ? random.between(60, 130) : random.between(36, 78),
        strip ? random.between(7, 15) : random.between(22, 48),
        0.16,
      );
      const shape = {
        ...FLAT,
        bend: random.chance(0.3) ? random.between(2, 7) : 0,
        holes: random.chance(0.28) ? random.between(15, 26) * spot.scale : 0,
      };
      pressPlate(
        field,
        at,
        shape,
        coat(random.chance(0.75) ? SILVER : STEEL, STEEL, 0.25, random.between(120, 220)),
        salt(random),
      );
    },
  },
  new_bale: {
    pieces: 70,
    isStacked: true,
    press(field, spot, random) {
      pressBale(
        field,
        spot,
        random,
        coat(random.chance(0.6) ? STEEL : [116, 121, 128], SCALE, random.between(0.15, 0.4), random.between(170, 250)),
        14,
      );
    },
  },
  heavy: {
    pieces: 105,
    press(field, spot, random) {
      const look = coat(
        random.pick([RUST, DEEP_RUST, SCALE, DARK]),
        random.pick([DEEP_RUST, SCALE, ORANGE_RUST]),
        random.between(0.25, 0.6),
        26,
      );
      const kind = random.next();
      if (kind < 0.36) {
        const at = pose(spot, random, random.between(95, 210), random.between(18, 34), 0.14);
        pressPlate(field, { ...at, z: at.z + 20 }, { ...FLAT, profile: 'beam' }, look, salt(random));
      } else if (kind < 0.62) {
        const at = pose(spot, random, random.between(80, 190), random.between(13, 26), 0.14);
        pressPlate(field, { ...at, z: at.z + 6 }, { ...FLAT, profile: 'round' }, look, salt(random));
      } else if (kind < 0.94) {
        const at = pose(spot, random, random.between(60, 125), random.between(38, 72), 0.2);
        pressPlate(
          field,
          { ...at, z: at.z + 16 },
          { ...FLAT, ragged: random.chance(0.4) ? 0.16 : 0 },
          look,
          salt(random),
        );
      } else {
        const at = pose(spot, random, 54, 54, 0.1);
        pressLump(field, { ...at, z: at.z + 14 }, { dome: 0.3, crumple: 0, ragged: 0, bore: 0.32 }, look, salt(random));
      }
    },
  },
  guillotine: {
    pieces: 720,
    press(field, spot, random) {
      const look = random.chance(0.16)
        ? coat(random.pick(PAINTS), RUST, 0.35, 40)
        : coat(random.pick([SCALE, STEEL, RUST, DEEP_RUST]), random.pick([RUST, SCALE]), random.between(0.2, 0.5), 60);
      const at = pose(spot, random, random.between(30, 52), random.between(7, 17), 0.4);
      const shape = {
        ...FLAT,
        profile: random.chance(0.22) ? ('beam' as const) : ('flat' as const),
        bend: random.between(0, 5),
      };
      pressPlate(field, { ...at, z: at.z + random.between(0, 14) }, shape, look, salt(random));
    },
  },
  light: {
    pieces: 250,
    press(field, spot, random) {
      const kind = random.next();
      if (kind < 0.34) {
        const at = pose(spot, random, random.between(40, 130), 1.4, 0);
        pressCurl(
          field,
          { ...at, tiltV: random.between(0.3, 0.9), tiltU: random.between(0, 6) },
          random.between(0.4, 1.1),
          coat(random.pick([RUST, DEEP_RUST, STEEL]), RUST, 0, 20),
        );
        return;
      }
      const painted = random.chance(0.3);
      const look = painted
        ? coat(random.pick(PAINTS), ORANGE_RUST, random.between(0.2, 0.5), 50)
        : coat(random.pick([ORANGE_RUST, RUST, [150, 120, 98]]), DEEP_RUST, random.between(0.3, 0.55), 22);
      const at = pose(spot, random, random.between(45, 115), random.between(24, 62), 0.34);
      const shape: PlateShape = {
        profile: random.chance(0.3) ? 'corrugated' : 'flat',
        bend: random.between(8, 26),
        crumple: random.between(0, 7),
        ragged: random.between(0.05, 0.3),
        holes: 0,
      };
      pressPlate(field, { ...at, z: at.z + random.between(0, 26) }, shape, look, salt(random));
    },
  },
  shredded: {
    pieces: 2600,
    press(field, spot, random) {
      const bright = random.chance(0.2);
      const look = random.chance(0.04)
        ? coat(random.pick(PAINTS), DARK, 0.3, 50)
        : coat(
            bright ? STEEL : random.pick([SCALE, [118, 106, 92], [94, 82, 72], DARK]),
            bright ? SCALE : DEEP_RUST,
            random.between(0.15, 0.5),
            bright ? 120 : 40,
          );
      const at = pose(spot, random, random.between(9, 23), random.between(6, 14), 0.7);
      pressLump(field, { ...at, z: at.z + random.between(0, 16) }, ROUGH, look, salt(random));
    },
  },
  pressed: {
    pieces: 70,
    isStacked: true,
    press(field, spot, random) {
      const colourful = random.chance(0.3);
      const look = colourful
        ? coat(random.pick(PAINTS), random.pick(PAINTS), random.between(0.35, 0.6), 60)
        : coat(
            random.pick([RUST, ORANGE_RUST, [122, 98, 82], [134, 126, 118]]),
            random.pick([DEEP_RUST, STEEL, RUST]),
            random.between(0.3, 0.6),
            40,
          );
      pressBale(field, spot, random, look, 13);
    },
  },
  cast: {
    pieces: 190,
    press(field, spot, random) {
      const look = coat(
        random.pick([DARK, SCALE, [74, 70, 66]]),
        random.pick([DEEP_RUST, DARK]),
        random.between(0.15, 0.45),
        34,
      );
      const kind = random.next();
      if (kind < 0.4) {
        const at = pose(spot, random, random.between(66, 90), random.between(20, 24), 0.2);
        const bores = 46 * spot.scale;
        pressPlate(
          field,
          { ...at, z: at.z + 22 },
          { ...FLAT, ragged: 0.06, crumple: 2, holes: bores },
          look,
          salt(random),
        );
        pressPlate(
          field,
          { ...at, z: at.z + 4 },
          { ...FLAT, ragged: 0.04, crumple: 3 },
          coat(DARK, DARK, 0, 10),
          salt(random),
        );
      } else if (kind < 0.62) {
        const at = pose(spot, random, random.between(28, 44), random.between(26, 42), 0.25);
        pressLump(
          field,
          { ...at, z: at.z + 12 },
          { dome: 0.35, crumple: 1, ragged: 0, bore: random.between(0.22, 0.5) },
          look,
          salt(random),
        );
      } else {
        const size = random.between(19, 30);
        const at = pose(spot, random, size, size, 0.2);
        pressLump(
          field,
          { ...at, z: at.z + 10 },
          { dome: random.between(0.5, 0.9), crumple: 1.5, ragged: 0.12, bore: 0 },
          look,
          salt(random),
        );
      }
    },
  },
  turnings: {
    pieces: 1700,
    press(field, spot, random) {
      const look = coat(
        random.pick([STEEL, SCALE, [128, 124, 116], [112, 92, 74], [116, 128, 146]]),
        RUST,
        0,
        random.between(60, 150),
      );
      const at = pose(spot, random, random.between(4, 12), random.between(0.9, 1.6), 0);
      const drifting = {
        ...at,
        z: at.z + random.between(0, 14),
        tiltV: random.between(0.35, 1),
        tiltU: random.between(0.8, 3.4) * spot.scale,
      };
      pressCurl(field, drifting, random.between(0.8, 4.5), look);
    },
  },
  foreign: {
    pieces: 120,
    press(field, spot, random) {
      const kind = random.next();
      if (kind < 0.28) {
        const size = random.between(40, 62);
        const at = pose(spot, random, size, size * random.between(0.75, 1), 0.2);
        pressLump(
          field,
          { ...at, z: at.z + 8 },
          { dome: 0.5, crumple: 0, ragged: 0, bore: 0.5 },
          coat([38, 38, 40], [58, 54, 50], 0.3, 16),
          salt(random),
        );
      } else if (kind < 0.66) {
        const at = pose(spot, random, random.between(60, 130), random.between(8, 17), 0.16);
        pressPlate(
          field,
          { ...at, z: at.z + 8 },
          { ...FLAT, ragged: 0.02 },
          coat([186, 148, 104], [136, 104, 72], 0.4, 6),
          salt(random),
        );
      } else {
        const at = pose(spot, random, random.between(18, 52), random.between(16, 40), 0.3);
        const look = coat(
          random.pick([
            [148, 144, 138],
            [118, 92, 66],
            [100, 80, 60],
          ]),
          [96, 80, 64],
          0.4,
          0,
        );
        pressLump(field, { ...at, z: at.z + 2 }, { ...ROUGH, dome: 0.4, crumple: 3 }, look, salt(random));
      }
    },
  },
};

/** The fines a heap lies on, by grade: what shows between the pieces. */
export const GROUNDS: Record<Grade, readonly [Colour, Colour]> = {
  new_sheet: [STEEL, SCALE],
  new_bale: [SCALE, DARK],
  heavy: [[74, 56, 46], DARK],
  guillotine: [[84, 66, 54], DARK],
  light: [
    [96, 66, 48],
    [58, 44, 38],
  ],
  shredded: [[82, 74, 66], DARK],
  pressed: [[70, 54, 44], DARK],
  cast: [[54, 52, 50], DARK],
  turnings: [
    [104, 98, 92],
    [70, 62, 56],
  ],
  foreign: [
    [138, 106, 76],
    [98, 76, 56],
  ],
};
