import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';

/** The only door to the PDF library (PDFKit: plain JavaScript, embeds the parts of a font that are used). */

const MM = 72 / 25.4;
const MARGIN = { left: 18 * MM, right: 18 * MM, top: 24 * MM, bottom: 20 * MM };
const A4 = { width: 210 * MM, height: 297 * MM };
const WIDTH = A4.width - MARGIN.left - MARGIN.right;
const BOTTOM = A4.height - MARGIN.bottom;

/** Colours of what is said, of what stands beside it, and of what nobody may miss. */
export const INK = '#1b1f24';
export const FAINT = '#5b6570';
const RULE = '#c9d0d8';
const SHADE = '#f1f4f7';
export const MARK = '#9a3412';
const LINE = '#1d4ed8';

const CELL_PADDING = 3.5;
const SMALL = 8;

export interface Column {
  readonly title: string;
  /** share of the paper's width */
  readonly share: number;
  readonly align?: 'left' | 'right' | 'center';
}

/** A line of values with the one they should reach. */
export interface Trend {
  readonly values: readonly number[];
  readonly target: number | null;
}

export type ReportCell = string | Trend;

/** A place on the page, in points from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Head {
  readonly title: string;
  readonly subject: string;
  /** stands at the head of every page */
  readonly mark: string;
  readonly footer: string;
  readonly at: Date;
  /** what it is written in; Korean when left out */
  readonly language?: 'ko' | 'en';
  /** a word that crosses every page out */
  readonly crossed?: string;
}

/** A4 paper with headings, tables that go on over pages, and a head and foot on each. */
export class Paper {
  readonly #doc: PDFKit.PDFDocument;
  readonly #head: Head;
  #y = MARGIN.top;
  /** font and size that are set */
  #set = '';
  /** keyed by font, size and word */
  readonly #widths = new Map<string, number>();
  /** what a row takes, keyed by its cells: it is asked before it is drawn */
  readonly #heights = new WeakMap<readonly ReportCell[], number>();

  constructor(head: Head) {
    this.#head = head;
    this.#doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      autoFirstPage: false,
      lang: head.language === 'en' ? 'en' : 'ko-KR',
      displayTitle: true,
      info: { Title: head.title, Subject: head.subject, Creator: 'Scalehouse', CreationDate: head.at },
    });
    const fonts = join(dirname(createRequire(import.meta.url).resolve('pretendard/package.json')), FONT_FOLDER);
    this.#doc.registerFont('text', join(fonts, 'Pretendard-Regular.ttf'));
    this.#doc.registerFont('bold', join(fonts, 'Pretendard-SemiBold.ttf'));
    this.#addPage();
  }

  title(text: string, beneath: string): void {
    this.#write(text, { font: 'bold', size: 20, gap: 4 });
    this.#write(beneath, { font: 'text', size: 11, color: FAINT, gap: 12 });
  }

  /** A heading stays with what follows it. */
  heading(text: string, together = 80): void {
    this.#need(together);
    this.#y += 10;
    this.#write(text, { font: 'bold', size: 13, gap: 6 });
  }

  subheading(text: string, together = 60): void {
    this.#need(together);
    this.#y += 4;
    this.#write(text, { font: 'bold', size: 10, gap: 4 });
  }

  paragraph(text: string): void {
    this.#write(text, { font: 'text', size: 9, gap: 6 });
  }

  /** Beside what it speaks of: sources, rules, how sure it is. */
  note(text: string): void {
    this.#write(text, { font: 'text', size: SMALL, color: FAINT, gap: 6 });
  }

  /** What nobody may miss. */
  notice(text: string): void {
    const inner = WIDTH - 16;
    this.#style('text', 9, INK);
    const lines = this.#broken(text, inner);
    const height = this.#doc.heightOfString(lines, { width: inner, lineGap: 2 }) + 12;
    this.#need(height);
    this.#doc.rect(MARGIN.left, this.#y, WIDTH, height).fillAndStroke('#fff7ed', MARK);
    this.#style('text', 9, INK);
    this.#doc.text(lines, MARGIN.left + 8, this.#y + 6, { width: inner, lineGap: 2 });
    this.#y += height + 8;
  }

  /** Pairs of a word and what it says. */
  facts(pairs: readonly (readonly [string, string])[]): void {
    this.table(
      [
        { title: '', share: 0.24 },
        { title: '', share: 0.76 },
      ],
      pairs,
      { hasHead: false },
    );
  }

  /**
   * Rows that are never torn; the head is said again on every page. `strong` are the rows in bold, by place; `isWhole`:
   * all of it stands on one page, so it has to fit there.
   */
  table(
    columns: readonly Column[],
    rows: readonly (readonly ReportCell[])[],
    { hasHead = true, isWhole = false, strong = [] as readonly number[], empty = '없음' } = {},
  ): void {
    const head = columns.map(({ title }) => title);
    const headHeight = hasHead ? this.#rowHeight(columns, head, 'bold') : 0;
    const heights = rows.slice(0, isWhole ? rows.length : 1).map((row) => this.#rowHeight(columns, row, 'text'));
    this.#need(headHeight + (rows.length === 0 ? 16 : heights.reduce((sum, height) => sum + height, 0)));
    if (hasHead) this.#row(columns, head, 'bold', SHADE);
    if (rows.length === 0) this.#row([{ title: '', share: 1 }], [empty], 'text');
    rows.forEach((row, place) => {
      const font = strong.includes(place) ? 'bold' : 'text';
      const height = this.#rowHeight(columns, row, font);
      if (this.#y + height > BOTTOM) {
        this.#addPage();
        if (hasHead) this.#row(columns, head, 'bold', SHADE);
      }
      this.#row(columns, row, font);
    });
    this.#y += 8;
  }

  /** A drawing over the whole width, never torn; its height may follow from the width. */
  drawing(tall: number | ((width: number) => number), draw: (pen: PDFKit.PDFDocument, box: Box) => void): void {
    const height = typeof tall === 'number' ? tall : tall(WIDTH);
    this.#need(height);
    this.#style('text', SMALL, FAINT);
    draw(this.#doc, { x: MARGIN.left, y: this.#y, width: WIDTH, height });
    this.#y += height + 8;
  }

  /** Puts head and foot on every page and gives the whole file. */
  async finish(): Promise<Buffer> {
    const { start, count } = this.#doc.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.#doc.switchToPage(page);
      this.#frame(page - start + 1, count);
      if (this.#head.crossed !== undefined) this.#crossOut(this.#head.crossed);
    }
    const parts: Buffer[] = [];
    const whole = new Promise<Buffer>((resolve, reject) => {
      this.#doc.on('data', (part: Buffer) => parts.push(part));
      this.#doc.on('end', () => resolve(Buffer.concat(parts)));
      this.#doc.on('error', reject);
    });
    this.#doc.end();
    return await whole;
  }

  #frame(page: number, pages: number): void {
    const { mark, title, footer } = this.#head;
    const top = 10 * MM;
    this.#style('bold', 9, MARK);
    this.#doc.text(mark, MARGIN.left, top, { width: WIDTH, lineBreak: false });
    this.#style('text', SMALL, FAINT);
    this.#doc.text(title, MARGIN.left, top + 13, { width: WIDTH, height: 10, ellipsis: true });
    this.#rule(top + 27);
    const foot = A4.height - 13 * MM;
    this.#doc.text(footer, MARGIN.left, foot, { width: WIDTH - 60, height: 10, ellipsis: true });
    this.#doc.text(`${page} / ${pages}`, MARGIN.left, foot, { width: WIDTH, align: 'right', lineBreak: false });
  }

  /** Two lines and a word where they meet, through which all stays legible; a code at the head of the page is left whole. */
  #crossOut(word: string): void {
    const { left, right, bottom } = MARGIN;
    const top = MARGIN.top + 100;
    const [x, y] = [A4.width / 2, (top + A4.height - bottom) / 2];
    this.#doc.save().opacity(0.45);
    this.#doc
      .moveTo(left, top)
      .lineTo(A4.width - right, A4.height - bottom)
      .moveTo(A4.width - right, top)
      .lineTo(left, A4.height - bottom)
      .lineWidth(2.5)
      .stroke(MARK);
    this.#style('bold', 64, MARK);
    const width = this.#doc.widthOfString(word);
    this.#doc.rotate(-35, { origin: [x, y] }).text(word, x - width / 2, y - 38, { lineBreak: false });
    this.#doc.restore();
  }

  #row(columns: readonly Column[], cells: readonly ReportCell[], font: Font, shade?: string): void {
    const height = this.#rowHeight(columns, cells, font);
    if (shade) this.#doc.rect(MARGIN.left, this.#y, WIDTH, height).fill(shade);
    let x = MARGIN.left;
    columns.forEach(({ share, align = 'left' }, place) => {
      const width = share * WIDTH;
      const cell = cells[place] ?? '';
      if (typeof cell === 'string') {
        this.#style(font, SMALL, INK);
        const room = width - 2 * CELL_PADDING;
        const options = { width: room, align, lineGap: 1, features: TABULAR };
        this.#doc.text(this.#broken(cell, room), x + CELL_PADDING, this.#y + CELL_PADDING, options);
      } else this.#trend(cell, x + CELL_PADDING, width - 2 * CELL_PADDING, height - 2 * CELL_PADDING);
      x += width;
    });
    this.#y += height;
    this.#rule(this.#y);
  }

  #rowHeight(columns: readonly Column[], cells: readonly ReportCell[], font: Font): number {
    const known = this.#heights.get(cells);
    if (known !== undefined) return known;
    this.#style(font, SMALL, INK);
    const heights = columns.map(({ share }, place) => {
      const cell = cells[place] ?? '';
      if (typeof cell !== 'string') return 22;
      const room = share * WIDTH - 2 * CELL_PADDING;
      return this.#doc.heightOfString(this.#broken(cell, room) || ' ', { width: room, lineGap: 1, features: TABULAR });
    });
    const height = Math.max(...heights) + 2 * CELL_PADDING;
    this.#heights.set(cells, height);
    return height;
  }

  #trend({ values, target }: Trend, x: number, width: number, height: number): void {
    if (values.length < 2) {
      this.#style('text', SMALL, FAINT);
      this.#doc.text('자료 부족', x, this.#y + CELL_PADDING, { width, align: 'center' });
      return;
    }
    const shown = target === null ? values : [...values, target];
    const low = Math.min(...shown);
    const span = Math.max(...shown) - low || 1;
    const yOf = (value: number) => this.#y + CELL_PADDING + height - ((value - low) / span) * height;
    if (target !== null) {
      this.#doc
        .moveTo(x, yOf(target))
        .lineTo(x + width, yOf(target))
        .lineWidth(0.5)
        .dash(2, { space: 2 })
        .stroke(MARK);
      this.#doc.undash();
    }
    values.forEach((value, place) => {
      const at = x + (place / (values.length - 1)) * width;
      if (place === 0) this.#doc.moveTo(at, yOf(value));
      else this.#doc.lineTo(at, yOf(value));
    });
    this.#doc.lineWidth(0.9).stroke(LINE);
  }

  #write(text: string, { font, size, color = INK, gap }: { font: Font; size: number; color?: string; gap: number }) {
    this.#style(font, size, color);
    const options = { width: WIDTH, lineGap: size / 5 };
    const lines = this.#broken(text, WIDTH);
    const height = this.#doc.heightOfString(lines, options);
    this.#need(height);
    this.#style(font, size, color);
    this.#doc.text(lines, MARGIN.left, this.#y, options);
    this.#y += height + gap;
  }

  /**
   * The text with its lines broken between words, in the font that is set: PDFKit would break Korean between any two
   * syllables. A word that is wider than the room is left to it. It adds up syllables without the kerning between them,
   * so a line stays a little below the room.
   */
  #broken(text: string, room: number): string {
    const broken = text.split('\n').map((paragraph) => {
      const lines: string[] = [];
      for (const word of paragraph.split(' ')) {
        const line = lines.at(-1);
        const longer = line === undefined ? word : `${line} ${word}`;
        if (line !== undefined && this.#widthOf(longer) <= room * 0.96) lines[lines.length - 1] = longer;
        else lines.push(word);
      }
      return lines.join('\n');
    });
    return broken.join('\n');
  }

  /** The sum of its words' widths, each measured once. */
  #widthOf(line: string): number {
    return line.split(' ').reduce((sum, word, place) => sum + this.#wordWidth(place === 0 ? word : ` ${word}`), 0);
  }

  #wordWidth(word: string): number {
    const key = `${this.#set}/${word}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    // figures of one width are the wider ones: what fits with them fits without
    const width = this.#doc.widthOfString(word, { features: TABULAR });
    this.#widths.set(key, width);
    return width;
  }

  #style(font: Font, size: number, color: string): void {
    this.#set = `${font}/${size}`;
    this.#doc.font(font).fontSize(size).fillColor(color);
  }

  #rule(y: number): void {
    this.#doc
      .moveTo(MARGIN.left, y)
      .lineTo(MARGIN.left + WIDTH, y)
      .lineWidth(0.4)
      .stroke(RULE);
  }

  #need(height: number): void {
    if (this.#y + height > BOTTOM) this.#addPage();
  }

  #addPage(): void {
    this.#doc.addPage();
    this.#y = MARGIN.top;
  }
}

type Font = 'text' | 'bold';

/** Figures of one width, so that those of a column stand beneath each other. */
const TABULAR: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum'];

/** TrueType outlines: the subsets of these are read by every viewer. */
const FONT_FOLDER = 'dist/public/static/alternative';
