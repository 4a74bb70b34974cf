import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { build } from '../build.ts';
import { made } from './projects.ts';

/** The text that a PDF shows, by the maps from glyphs to characters that it carries for those who search it. */
function textOf(pdf: Buffer): string[] {
  const streams: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    const end = pdf.indexOf('endstream', at);
    try {
      streams.push(inflateSync(pdf.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // a font's own bytes, which are no text
    }
  }
  return streams;
}

test('the report is an A4 PDF of real text in an embedded Korean font, 자가진단 on every page', async () => {
  const server = await build();
  const cookie = await server.login();
  const { id } = await made(server, cookie);
  const answer = await server.get(`/api/projects/${id}/report`, cookie);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(answer.headers['content-disposition']).toContain('.pdf');
  const pdf = answer.rawPayload;
  const plain = pdf.toString('latin1');
  expect(plain.startsWith('%PDF-')).toBe(true);
  const pages = plain.match(/\/Type \/Page\b/g) ?? [];
  expect(pages.length).toBeGreaterThanOrEqual(3);
  expect(plain.match(/\/MediaBox \[0 0 595\.28 841\.89\]/g)).toHaveLength(pages.length);
  expect(plain).toMatch(/\/BaseFont \/[A-Z]+\+Pretendard-Regular/);
  expect(plain).toContain('/FontFile2');
  expect(plain).toContain('/ToUnicode');
  const streams = textOf(pdf);
  // 자 (C790) of 자가진단 stands in the map of the bold font, and its first line is drawn once a page
  expect(streams.some((stream) => stream.includes('beginbfrange') && stream.toLowerCase().includes('c790'))).toBe(true);
  const drawn = streams.filter((stream) => stream.includes('BT'));
  expect(drawn).toHaveLength(pages.length);
  const marks = drawn.map((stream) => /0\.60\d+ 0\.20\d+ 0\.07\d+ (rg|scn)[\s\S]*?\[?(<[0-9a-f]+>)/.exec(stream)?.[2]);
  expect(new Set(marks).size).toBe(1);
  expect(marks[0]).toEqual(expect.any(String));
});
