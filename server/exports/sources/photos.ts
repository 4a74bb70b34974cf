import { PHOTO_COLUMNS } from '../../stores/columns/photo-columns.ts';
import { countPhotos } from '../../stores/columns/photo-counts.ts';
import { photoRows } from '../../stores/columns/photo-rows.ts';
import type { Ledger } from '../../stores/ledger.ts';
import type { ExportSource, ExportSubject } from '../export-source.ts';
import type { ExportColumn } from '../export-table.ts';
import { directionWords, flagWords, gradeWords } from '../words.ts';

type Shown = Omit<ExportColumn, 'name' | 'kind'>;
const SHOWN: Readonly<Record<(typeof PHOTO_COLUMNS)[number]['name'], Shown>> = {
  at: { heading: { ko: '촬영 시각 (KST)', en: 'Taken at (KST)' }, width: 20 },
  yard: { heading: { ko: '야드', en: 'Yard' }, width: 14 },
  camera: { heading: { ko: '카메라', en: 'Camera' }, width: 18 },
  partner: { heading: { ko: '거래처', en: 'Partner' }, width: 24 },
  direction: { heading: { ko: '방향', en: 'Direction' }, width: 10, words: directionWords },
  grade: { heading: { ko: '등급', en: 'Grade' }, width: 12, words: gradeWords },
  confidence: { heading: { ko: '신뢰도', en: 'Confidence' }, width: 10 },
  kg: { heading: { ko: '집게 무게 (kg)', en: 'Lift (kg)' }, width: 14 },
  flags: { heading: { ko: '표시', en: 'Marks' }, width: 24, words: flagWords },
  visit: { heading: { ko: '방문', en: 'Visit' }, width: 30 },
};

/** Judged photos, one a row, oldest first. */
export function photoSource(ledger: Ledger, { selection }: ExportSubject): ExportSource {
  return {
    count: (wish) => countPhotos(ledger, selection, wish),
    table: () => ({
      columns: PHOTO_COLUMNS.map((column) => ({ ...column, ...SHOWN[column.name] })),
      batches: photoRows(ledger, selection),
    }),
  };
}
