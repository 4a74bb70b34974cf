import { inflateSync } from 'node:zlib';

/** A PDF as a reader sees it: the text of each page, a line per piece that was drawn, and how often it draws a picture. */
export interface ReadPage {
  readonly text: string;
  readonly pictures: number;
  /** filled rectangles, as the modules of a QR code are */
  readonly rectangles: number;
}

/**
 * Reads the text of a PDF that PDFKit wrote, by the maps from glyphs to characters that it carries for those who search
 * it (ISO 32000-1, 9.10.3): what this finds, a person can find and copy.
 */
export function pagesOf(pdf: Buffer): ReadPage[] {
  const objects = objectsOf(pdf);
  const bodyOf = (ref: string | undefined) => objects.get(Number(ref ?? -1)) ?? { text: '', stream: '' };
  const pages = [...objects.values()].filter(({ text }) => /\/Type \/Page\b/.test(text));
  return pages.map(({ text }) => {
    const resources = bodyOf(/\/Resources (\d+) 0 R/.exec(text)?.[1]).text;
    const fonts = new Map<string, ReadonlyMap<string, string>>();
    for (const [, name = '', ref] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      fonts.set(name, mapOf(bodyOf(/\/ToUnicode (\d+) 0 R/.exec(bodyOf(ref).text)?.[1]).stream));
    }
    const { stream } = bodyOf(/\/Contents (\d+) 0 R/.exec(text)?.[1]);
    const pieces = [...stream.matchAll(/BT\n([\s\S]*?)ET/g)].map(([, drawn = '']) => pieceOf(drawn, fonts));
    return {
      text: pieces.join('\n'),
      pictures: stream.match(/\/I\d+ Do/g)?.length ?? 0,
      rectangles: stream.match(/ re\n/g)?.length ?? 0,
    };
  });
}

function objectsOf(pdf: Buffer): Map<number, { text: string; stream: string }> {
  const objects = new Map<number, { text: string; stream: string }>();
  const whole = pdf.toString('latin1');
  for (const [, id, body = ''] of whole.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [text = '', packed] = body.split('\nstream\n');
    const isPacked = packed !== undefined && text.includes('/FlateDecode') && !text.includes('/Subtype /Image');
    objects.set(Number(id), { text, stream: isPacked ? unpacked(packed) : '' });
  }
  return objects;
}

function unpacked(stream: string): string {
  return inflateSync(Buffer.from(stream.slice(0, stream.lastIndexOf('endstream')), 'latin1')).toString('latin1');
}

function mapOf(stream: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, first = '', , list = ''] of stream.matchAll(/<(\w{4})> <(\w{4})> \[([^\]]*)\]/g)) {
    [...list.matchAll(/<([\w ]*)>/g)].forEach(([, codes = ''], place) => {
      const glyph = (Number.parseInt(first, 16) + place).toString(16).padStart(4, '0');
      const units = codes.replaceAll(' ', '').match(/.{4}/g) ?? [];
      map.set(glyph, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    });
  }
  return map;
}

function pieceOf(drawn: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const map = fonts.get(/\/(F\d+) [\d.]+ Tf/.exec(drawn)?.[1] ?? '');
  const glyphs = [...drawn.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
  return glyphs.map((glyph) => map?.get(glyph) ?? '?').join('');
}
