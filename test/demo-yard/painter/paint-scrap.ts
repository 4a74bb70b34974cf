import sharp from 'sharp';
import { GRADES, type Grade } from '../../../domain/grades.ts';
import { type Field, makeField } from './field.ts';
import { lightField } from './light.ts';
import { makeRandom, type Random } from './random.ts';
import { GROUNDS, RECIPES, type Recipe } from './recipes.ts';
import { type Bed, chooseBed, heapHeight, layGround, raiseWalls } from './scene.ts';

export interface ScrapPicture {
  readonly grade: Grade;
  /** The same seed and options give the same bytes. */
  readonly seed: number;
  /** Pixels, 1280 unless told. */
  readonly width?: number;
  /** Pixels, 720 unless told. */
  readonly height?: number;
  /** Mix in a second grade, so that no honest model can be sure. */
  readonly lowConfidence?: boolean;
}

/** Share of the picture's side at which it is painted; enlarging it afterwards gives the softness of a lens. */
const PAINTED_SHARE = 2 / 3;
/** The size, in painted pixels, that the recipes' sizes are meant for. */
const RECIPE_WIDTH = 960;
const RECIPE_HEIGHT = 540;

/**
 * Paint a load of scrap as a camera above the bay sees it: pieces dropped into a height field, then lit.
 * @returns a JPEG, quality 84. It is a picture for demos and tests, not a photo.
 */
export function paintScrap(options: ScrapPicture): Promise<Buffer> {
  const { grade, seed, width = 1280, height = 720, lowConfidence = false } = options;
  const random = makeRandom(seed * 16 + GRADES.indexOf(grade));
  const field = makeField(Math.round(width * PAINTED_SHARE), Math.round(height * PAINTED_SHARE));
  const unit = (field.width / RECIPE_WIDTH) * random.between(0.85, 1.2);
  const bed = chooseBed(random);
  layGround(field, bed, GROUNDS[grade], random);

  const grades = lowConfidence ? [grade, otherGrade(grade, random)] : [grade];
  for (const one of grades) heap(field, bed, RECIPES[one], unit, grades.length, random);
  raiseWalls(field, bed, random);

  const pixels = lightField(field, random);
  return sharp(pixels, { raw: { width: field.width, height: field.height, channels: 3 } })
    .resize(width, height, { kernel: 'cubic' })
    .blur(0.6)
    .jpeg({ quality: 84 })
    .toBuffer();
}

function otherGrade(grade: Grade, random: Random): Grade {
  const others = GRADES.filter((candidate) => candidate !== grade) as [Grade, ...Grade[]];
  return random.pick(others);
}

/** Drop the pieces of one grade into the bed; `sharedBy` grades share the room. */
function heap(field: Field, bed: Bed, recipe: Recipe, unit: number, sharedBy: number, random: Random): void {
  const cover = (field.width * field.height) / (unit * unit) / (RECIPE_WIDTH * RECIPE_HEIGHT) / sharedBy;
  const pieces = Math.round(recipe.pieces * cover);
  const columns = Math.ceil(field.width / (150 * unit));
  const perCourse = columns * Math.ceil(field.height / (118 * unit));
  for (let piece = 0; piece < pieces; piece++) {
    let x = random.between(bed.left, bed.right) * field.width;
    let y = random.between(bed.top, bed.bottom) * field.height;
    // from the top down, so that what is hidden costs little
    let z = 26 * (1 - piece / pieces);
    if (recipe.isStacked) {
      const course = Math.floor(piece / perCourse);
      x = ((piece % columns) + 0.5 + course * 0.4) * 150 * unit + random.between(-9, 9) * unit;
      y = (Math.floor((piece % perCourse) / columns) + 0.5 + course * 0.4) * 118 * unit + random.between(-7, 7) * unit;
      z = course * 46;
      if (random.chance(course === 0 ? 0.04 : 0.45)) continue;
    }
    // nearer pieces lie lower in the picture and look larger
    const scale = unit * (0.82 + 0.36 * (y / field.height));
    recipe.press(field, { x, y, z: z + heapHeight(field, bed, x, y), scale }, random);
  }
}
