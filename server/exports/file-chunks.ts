import { formatKst } from '../../domain/kst-time.ts';
import type { ExportKind } from '../../domain/wire/flows-api.ts';
import { arrowChunks } from '../stores/columns/arrow-batches.ts';
import type { Row } from '../stores/columns/rows.ts';
import { csvChunks } from './csv.ts';
import type { FileRequest } from './export-messages.ts';
import type { ExportSource } from './export-source.ts';
import { type ExportTable, type Language, shownValue } from './export-table.ts';
import { gradeWords } from './words.ts';
import { type WorkbookSheet, workbookChunks } from './xlsx/workbook.ts';

const NAMES: Readonly<Record<Language, Readonly<Record<ExportKind | 'conditions', string>>>> = {
  ko: { flows: '흐름', visits: '방문', suppliers: '공급사', inspections: '판정 사진', conditions: '조건' },
  en: {
    flows: 'Flows',
    visits: 'Visits',
    suppliers: 'Suppliers',
    inspections: 'Judged photos',
    conditions: 'Conditions',
  },
};

/** What a kind of export is called in files. */
export const kindName = (kind: ExportKind, language: Language): string => NAMES[language][kind];

/** The bytes of a file, made as they are read. */
export function fileChunks(source: ExportSource, file: FileRequest): AsyncIterable<Uint8Array> {
  const table = source.table();
  // ids are as many as visits: each batch brings its own
  if (file.format === 'arrow') return arrowChunks(table, { local: ['visit'] });
  if (file.format === 'csv') return csvChunks(table, file.language);
  return workbookChunks([sheetOf(table, file), conditions(file)]);
}

function sheetOf({ columns, batches }: ExportTable, { kind, language }: FileRequest): WorkbookSheet {
  return {
    name: NAMES[language][kind],
    columns: columns.map((column) => ({
      heading: column.heading[language],
      kind: column.kind,
      width: column.width,
      ...(column.words === undefined ? {} : { shown: (value) => shownValue(column, value, language) }),
    })),
    batches,
  };
}

/** What the rows were narrowed to, so that whoever gets the file knows. */
function conditions({ selection, language, every, only, kind }: FileRequest): WorkbookSheet {
  const { from, to, yards, partners, direction, grades, cameras, confidence, flags } = selection;
  const words = language === 'ko' ? CONDITIONS_KO : CONDITIONS_EN;
  const list = (values: readonly string[] | null) => values?.join(', ') ?? words.all;
  const rows: Row[] = [
    [words.from, formatKst(from)],
    [words.to, formatKst(to)],
    [words.yards, list(yards)],
    [words.partners, list(partners)],
    [words.direction, direction ?? words.all],
    [words.grades, list(grades?.map((grade) => gradeWords(grade, language)) ?? null)],
  ];
  if (kind === 'flows') rows.push([words.every, every]);
  if (kind === 'visits') rows.push([words.only, only]);
  if (kind === 'inspections') {
    rows.push([words.cameras, list(cameras)], [words.confidence, confidence?.join(' – ') ?? words.all]);
    rows.push([words.flags, list(flags)]);
  }
  return {
    name: NAMES[language].conditions,
    columns: [
      { heading: words.name, kind: 'text', width: 18 },
      { heading: words.value, kind: 'text', width: 60 },
    ],
    batches: [rows],
  };
}

const CONDITIONS_KO = {
  ...{
    name: '항목',
    value: '값',
    all: '전체',
    from: '시작',
    to: '끝 (포함하지 않음)',
    yards: '야드',
    partners: '거래처',
  },
  ...{
    direction: '방향',
    grades: '등급',
    every: '간격',
    only: '방문 종류',
    cameras: '카메라',
    confidence: '신뢰도',
    flags: '표시',
  },
};
const CONDITIONS_EN: typeof CONDITIONS_KO = {
  ...{
    name: 'Condition',
    value: 'Value',
    all: 'all',
    from: 'From',
    to: 'To (not included)',
    yards: 'Yards',
    partners: 'Partners',
  },
  ...{
    direction: 'Direction',
    grades: 'Grades',
    every: 'Width',
    only: 'Visits',
    cameras: 'Cameras',
    confidence: 'Confidence',
    flags: 'Marks',
  },
};
