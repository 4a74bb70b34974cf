/**
 * Paint pictures of every grade into a folder, for training and for looking at them:
 * `npx tsx test/demo-yard/painter/paint-folder.ts FOLDER FIRST_SEED PICTURES_PER_GRADE`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GRADES } from '../../../domain/grades.ts';
import { paintScrap } from './paint-scrap.ts';

async function paintFolder(folder: string, firstSeed: number, picturesPerGrade: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (let seed = firstSeed; seed < firstSeed + picturesPerGrade; seed++) {
    for (const grade of GRADES) {
      writeFileSync(path.join(folder, `${grade}-${seed}.jpg`), await paintScrap({ grade, seed }));
    }
  }
}

const [folder = 'build/painted', firstSeed = '1', picturesPerGrade = '10'] = process.argv.slice(2);
await paintFolder(folder, Number(firstSeed), Number(picturesPerGrade));
