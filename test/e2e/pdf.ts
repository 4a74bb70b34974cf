import { inflateSync } from 'node:zlib';

/** A real PDF of one page and one line of ASCII (ISO 32000-1: header, five objects, cross-reference table, trailer). */
export function invoicePdf(line: string): Buffer {
  const drawing = `BT /F1 18 Tf 60 760 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, place) => {
    const offset = file.length;
    file += `${place + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`, 'latin1');
}

/**
 * What each page of a PDF says, by the maps from glyphs to characters that its embedded fonts carry: the drawing of the
 * page read with each font in turn. Fails when the pages and their drawings are not the same number.
 */
export function textsOfPages(pdf: Buffer): string[] {
  const plain = pdf.toString('latin1');
  const pages = plain.match(/\/Type \/Page\b/g)?.length ?? 0;
  const streams = inflatedStreams(pdf);
  const fonts = streams.filter((stream) => stream.includes('beginbfrange')).map(charactersOf);
  const drawings = streams.filter((stream) => /\/\w+ [\d.]+ Tf\b[\s\S]*\] TJ\b/.test(stream));
  if (drawings.length !== pages) throw new Error(`${pages} pages, ${drawings.length} drawings of text`);
  return drawings.map((drawing) => fonts.map((characters) => textOf(drawing, characters)).join('\n'));
}

function inflatedStreams(pdf: Buffer): string[] {
  const streams: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    const end = pdf.indexOf('endstream', at);
    try {
      streams.push(inflateSync(pdf.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // the word stands in bytes that are no compressed stream
    }
  }
  return streams;
}

/** Glyph number to character, from a ToUnicode map of `<first> <last> [<character> ...]` ranges. */
function charactersOf(map: string): Map<number, string> {
  const characters = new Map<number, string>();
  for (const [, first, list] of map.matchAll(/<([0-9a-f]+)>\s*<[0-9a-f]+>\s*\[([^\]]*)\]/gi)) {
    const start = Number.parseInt(first ?? '', 16);
    [...(list ?? '').matchAll(/<([0-9a-f\s]*)>/gi)].forEach(([, hex], place) => {
      const units = (hex ?? '').replace(/\s/g, '').match(/.{4}/g) ?? [];
      characters.set(start + place, units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join(''));
    });
  }
  return characters;
}

/** Every piece of a drawing's text on a line of its own. */
function textOf(drawing: string, characters: Map<number, string>): string {
  return [...drawing.matchAll(/\[([^\]]*)\]\s*TJ/g)]
    .map(([, pieces]) => {
      const glyphs = [...(pieces ?? '').matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex]) => hex?.match(/.{4}/g) ?? []);
      return glyphs.map((glyph) => characters.get(Number.parseInt(glyph, 16)) ?? '').join('');
    })
    .join('\n');
}
