import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../build.ts';
import { made, PDF, PNG, upload } from '../program/projects.ts';

async function withProject() {
  const server = await build();
  const cookie = await server.login();
  const { id } = await made(server, cookie);
  const url = `/api/projects/${id}/attachments`;
  const put = (bytes: Buffer, name = '세금계산서 8월.pdf', type = 'application/pdf') =>
    upload(server, 'POST', `${url}?name=${encodeURIComponent(name)}`, cookie, bytes, type);
  return { server, cookie, url, put };
}

test('a document is stored by its content and comes back with its name', async () => {
  const { server, cookie, url, put } = await withProject();
  const digest = createHash('sha256').update(PDF).digest('hex');
  const stored = await put(PDF);
  expect([stored.statusCode, stored.json()]).toEqual([
    201,
    { digest, type: 'application/pdf', bytes: PDF.length, name: '세금계산서 8월.pdf' },
  ]);
  expect((await put(PDF, '또.pdf')).json().name).toBe('세금계산서 8월.pdf');
  expect(readdirSync(join(server.dataDir, 'documents', digest.slice(0, 2)))).toEqual([digest]);

  const answer = await server.get(`${url}/${digest}`, cookie);
  expect(answer.rawPayload.equals(PDF)).toBe(true);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename=".*"; filename\*=UTF-8''%EC%84%B8/);
});

test('what it is is told by its bytes, not by what it claims', async () => {
  const { put } = await withProject();
  expect((await put(PNG, '사진.pdf', 'application/pdf')).json().type).toBe('image/png');
});

test.each([
  ['an HTML file named .pdf', '<!DOCTYPE html><script>alert(1)</script>', 'html', 'HTML 문서'],
  ['an SVG', '<?xml version="1.0"?><svg onload="x"/>', 'svg', 'SVG'],
  ['a workbook', 'PK\u0003\u0004', 'zip', '압축'],
  ['a PDF that was cut off', '%PDF-1.7\n1 0 obj', 'damaged', '손상된'],
  ['nothing', '', 'empty', '빈 파일'],
])('%s is refused with what it is', async (_, text, found, word) => {
  const { put } = await withProject();
  const answer = await put(Buffer.from(text), '계산서.pdf');
  expect([answer.statusCode, answer.json()]).toMatchObject([415, { code: 'FILE_TYPE_REFUSED', params: { found } }]);
  expect(answer.json().message).toContain(word);
});

test.each(['../../etc/passwd', 'a/b.pdf', 'a\\b.pdf', 'line\nbreak'])('the name %j is refused', async (name) => {
  const { put } = await withProject();
  expect((await put(PDF, name)).json()).toMatchObject({ code: 'BAD_REQUEST' });
});

test('two hundred megabytes are refused before they are sent', async () => {
  const { server, cookie, url } = await withProject();
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.http.server.address() as AddressInfo;
  const told = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const headers = { cookie, 'content-type': 'application/pdf', 'content-length': 200_000_000 };
    const sending = request(
      { port, host: '127.0.0.1', method: 'POST', path: `${url}?name=a.pdf`, headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          resolve({ status: answer.statusCode, body: Buffer.concat(parts).toString() });
          sending.destroy();
        });
      },
    );
    sending.on('error', reject);
    // only the first bytes: the answer must not wait for the rest
    sending.write('%PDF-1.7');
  });
  expect(told.status).toBe(413);
  expect(JSON.parse(told.body)).toMatchObject({ code: 'FILE_TOO_BIG', params: { megabytes: 20 } });
  expect(JSON.parse(told.body).message).toContain('20 MB');
});

test('a file of one project is none of another', async () => {
  const { server, cookie, put } = await withProject();
  const { digest } = (await put(PDF)).json();
  const other = await made(server, cookie);
  expect((await server.get(`/api/projects/${other.id}/attachments/${digest}`, cookie)).statusCode).toBe(404);
});
