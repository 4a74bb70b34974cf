import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import { Check } from 'typebox/value';
import { DomainError } from '../../../domain/errors.ts';
import { GRADES, type Grade, isGrade } from '../../../domain/grades.ts';
import type { PhotoSource } from './photo-source.ts';

const Labels = Type.Array(Type.Object({ file: Type.String(), grade: Type.String() }));

/**
 * Real photos of a folder, byte for byte. With a `labels.json` ([{ file, grade }]) in it, photos fit the loads;
 * without one, any photo may stand for any load.
 * @throws DomainError `SETTING_INVALID` when there is no JPEG in the folder.
 */
export async function openPhotoFolder(folder: string): Promise<PhotoSource> {
  const listed = await readdir(folder).catch((cause: unknown) => reject(cause));
  const files = listed.filter((name) => /\.jpe?g$/i.test(name)).sort();
  if (files.length === 0) return reject();
  const byGrade = await readLabels(folder, files);
  const labelled = GRADES.filter((grade) => byGrade.has(grade));
  const [best, ...others] = labelled.some((grade) => grade !== 'foreign') ? labelled : GRADES;
  const digest = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 4);
  return {
    seriesMark: `-${digest}`,
    tag: digest,
    grades: [best ?? 'heavy', ...others],
    isHonest: labelled.length > 0,
    photo: ({ grade, variant, isLowConfidence }) => {
      const fitting = isLowConfidence ? files : (byGrade.get(grade) ?? files);
      return readFile(join(folder, fitting[variant % fitting.length] ?? ''));
    },
  };
}

async function readLabels(folder: string, files: readonly string[]): Promise<Map<Grade, string[]>> {
  const path = join(folder, 'labels.json');
  const byGrade = new Map<Grade, string[]>();
  if (!existsSync(path)) return byGrade;
  const labels: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!Check(Labels, labels)) return reject();
  const present = new Set(files);
  for (const { file, grade } of labels) {
    if (isGrade(grade) && present.has(file)) byGrade.set(grade, [...(byGrade.get(grade) ?? []), file]);
  }
  return byGrade;
}

function reject(cause?: unknown): never {
  const params = {
    variable: 'DEMO_PHOTOS',
    expected: 'a folder with JPEG photos, and a well-formed labels.json if any',
  };
  throw new DomainError('SETTING_INVALID', params, { cause });
}
