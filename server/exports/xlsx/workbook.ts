import type { ColumnKind, RowBatches, Value } from '../../stores/columns/rows.ts';
import { rowXml, SHEET_END, STYLE_SHEET, sheetHead, XML_HEAD, xmlText } from './sheet-xml.ts';
import { ZipStream } from './zip-stream.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface SheetColumn {
  readonly heading: string;
  readonly kind: ColumnKind;
  /** characters */
  readonly width: number;
  /** what stands in the cell; left out: the value as it is */
  readonly shown?: (value: Value) => Value;
}

export interface WorkbookSheet {
  /** at most 31 characters, none of : \ / ? * [ ] */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  /** rows in any number of batches */
  readonly batches: RowBatches['batches'];
}

/** Markup of about so many characters is packed at a time. */
const PIECE = 1 << 20;

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook (ECMA-376, SpreadsheetML), written as it is read: neither rows nor bytes are gathered. Texts are inline
 * strings and stay texts whatever they begin with; instants are dates on the clock of Korea.
 */
export async function* workbookChunks(sheets: readonly WorkbookSheet[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipStream();
  for (const [name, text] of partsOf(sheets)) yield Buffer.concat([zip.begin(name), zip.write(text), zip.end()]);
  for (const [place, sheet] of sheets.entries()) {
    yield zip.begin(`xl/worksheets/sheet${place + 1}.xml`);
    let xml = sheetHead(
      sheet.columns.map(({ width }) => width),
      { isFirst: place === 0 },
    );
    let number = 1;
    xml += rowXml(
      number,
      sheet.columns.map(({ heading }) => ['heading', heading]),
    );
    for await (const rows of sheet.batches) {
      for (const row of rows) {
        number += 1;
        xml += rowXml(
          number,
          sheet.columns.map((column, place) => [column.kind, shownIn(column, row[place] ?? null)]),
        );
        if (xml.length < PIECE) continue;
        yield zip.write(xml);
        xml = '';
      }
    }
    yield Buffer.concat([zip.write(xml + SHEET_END), zip.end()]);
  }
  yield zip.close();
}

/** A small workbook at once. */
export async function workbook(sheets: readonly WorkbookSheet[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of workbookChunks(sheets)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const shownIn = ({ shown }: SheetColumn, value: Value): Value => (shown === undefined ? value : shown(value));

function partsOf(sheets: readonly WorkbookSheet[]): [name: string, text: string][] {
  const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${TYPE}.${type}+xml"/>`;
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const all = sheets.map((_, place) => place + 1);
  const relations = (inner: string) =>
    `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  const types = [
    override('/xl/workbook.xml', 'sheet.main'),
    override('/xl/styles.xml', 'styles'),
    ...all.map((n) => override(`/xl/worksheets/sheet${n}.xml`, 'worksheet')),
  ];
  const listed = sheets.map(
    ({ name }, place) => `<sheet name="${xmlText(name)}" sheetId="${place + 1}" r:id="rId${place + 1}"/>`,
  );
  return [
    [
      '[Content_Types].xml',
      `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join('')}</Types>`,
    ],
    ['_rels/.rels', relations(relation(1, 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${XML_HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        all.map((n) => relation(n, 'worksheet', `worksheets/sheet${n}.xml`)).join('') +
          relation(all.length + 1, 'styles', 'styles.xml'),
      ),
    ],
    ['xl/styles.xml', STYLE_SHEET],
  ];
}
