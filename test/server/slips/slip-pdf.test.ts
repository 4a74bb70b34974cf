import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build, type TestServer } from '../build.ts';
import { pagesOf } from './pdf-text.ts';
import { photoOf, yardOf } from './slip-yard.ts';

const SETTINGS = {
  yards: { y1: { name: '한빛자원 1야드', scales: { 'weigh/wb1': { verifiedOn: '2025-06-10', dueOn: '2027-06-10' } } } },
};

/** Puts files of photos where the collector puts them. */
async function keepPhotos({ dataDir }: TestServer, names: readonly string[]): Promise<void> {
  for (const sha256 of names) {
    const folder = join(dataDir, 'frames', sha256.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${sha256}.jpg`), await photoOf());
  }
}

async function pdfOf(server: TestServer, visit: string, query = '') {
  const answer = await server.get(`/api/visits/${visit}/slip.pdf${query}`, await server.login());
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
  return { answer, pdf: answer.rawPayload, pages: pagesOf(answer.rawPayload) };
}

test('a slip is an A4 PDF of real text in an embedded font that says all that the slip says', async () => {
  const server = await build();
  const yard = yardOf(server, { settings: SETTINGS });
  const photos = ['p1', 'p2'];
  const lifts = [{ id: 'l1', kg: 1_450, lift: 1 }];
  const visit = yard.truck({ ticket: 'T-7', photos, lifts });
  yard.judge('p1', 'heavy');
  yard.judge('p2', 'light', { isOutOfDomain: true });
  yard.issueSlip(visit);
  yard.ask('correction', { visit, deductionKg: 320, reason: 'FOREIGN_MATTER', by: 'kim' });
  yard.rest();
  const { photos: shown } = yard.content(visit);
  await keepPhotos(server, [shown[0]?.sha256 ?? '']);
  const slip = yard.slip(visit);

  const { answer, pdf, pages } = await pdfOf(server, visit);
  expect(answer.headers['content-disposition']).toContain(
    "filename*=UTF-8''%EA%B2%80%EC%88%98%ED%99%95%EC%9D%B8%EC%84%9C",
  );
  const plain = pdf.toString('latin1');
  expect(plain).toMatch(/\/BaseFont \/[A-Z]+\+Pretendard-Regular/);
  expect(plain.match(/\/MediaBox \[0 0 595\.28 841\.89\]/g)).toHaveLength(pages.length);
  const text = pages.map((page) => page.text).join('\n');
  for (const said of [
    ...['검수확인서', '한빛자원 1야드', '번호 20260302-0001 · 제2판', '한빛스틸', '부산86바 **34', 'T-7', '매입'],
    ...['2026-03-02 10:00:00', '2026-03-02 10:20:00', '2025-06-10', '2027-06-10', 'weigh/wb1'],
    ...['30,000', '6,000', '24,000', '320', '23,680', '신고 등급 중량 → 판정 중량'],
    ...['이물 섞임', 'kim', '판정 기준 weighted@1: 판정된 비율대로 나누어 잡습니다. 모델: scrap-grading v1 (d1)'],
    ...['1번째 인양', '1,450', 'bay1/crane1', '1번째 인양 · 10:05:00', '중량 90 %', '배운 적 없는 모습'],
    ...['보존 기간이 지나 지워진 사진', '서명', `${slip?.sha256}`, `${slip?.previous}`],
  ]) {
    expect(text).toContain(said);
  }
  expect(text).not.toContain('1234');
  // the QR code is drawn as rectangles, the photo that is there as a picture
  expect(pages[0]?.rectangles).toBeGreaterThan(200);
  expect(pages.reduce((sum, page) => sum + page.pictures, 0)).toBe(1);
});

test('a scale of which nobody said when it was verified is told as such', async () => {
  const server = await build();
  const yard = yardOf(server);
  const visit = yard.truck({ ticket: 't1' });
  yard.issueSlip(visit);
  const { pages } = await pdfOf(server, visit);
  expect(pages).toHaveLength(1);
  expect(pages[0]?.text).toContain('검정일 미등록');
  expect(pages[0]?.text).toContain('없음: 이 야드의 첫 확인서');
});

test('a slip that is crossed out says so with its reason on every page, an older version that it is superseded', async () => {
  const server = await build();
  const yard = yardOf(server);
  const visit = yard.truck({ ticket: 't1', photos: Array.from({ length: 30 }, (_, place) => `p${place}`) });
  yard.issueSlip(visit);
  yard.ask('slip-cancellation', { visit, reason: '전표를 잘못 발행함' });
  const { pages } = await pdfOf(server, visit);
  expect(pages.length).toBeGreaterThan(1);
  for (const { text } of pages) {
    expect(text).toContain('취소된 검수확인서입니다. 사유: 전표를 잘못 발행함');
    expect(text.split('\n')).toContain('취소');
  }
  const old = await pdfOf(server, visit, '?version=1');
  expect(old.pages.length).toBeGreaterThan(1);
  for (const { text } of old.pages) {
    expect(text).toContain('이 판은 대체되었습니다. 지금 유효한 것은 제2판입니다.');
    expect(text.split('\n')).not.toContain('취소');
  }
});

test('a slip is told in English too', async () => {
  const server = await build();
  const yard = yardOf(server);
  const visit = yard.truck({ ticket: 't1', grossKg: 6_000, tareKg: 30_000, partner: '포항제철소' });
  yard.issueSlip(visit);
  const { answer, pages } = await pdfOf(server, visit, '?language=en');
  for (const said of ['Inspection slip', 'Outbound', 'Accepted', '24,000', 'not on file', 'Signature', '포항제철소']) {
    expect(pages[0]?.text).toContain(said);
  }
  expect(answer.headers['content-disposition']).toContain('inspection-slip');
});

test('names with commas, quotes, formula signs, line breaks and strange letters stand on paper as they are', async () => {
  const server = await build();
  const yard = yardOf(server);
  const partner = '=cmd|"(주)한빛",\t이상한 뷁글자';
  const visit = yard.truck({ ticket: 't1', partner });
  yard.issueSlip(visit);
  const { pages } = await pdfOf(server, visit);
  expect(pages[0]?.text).toContain('=cmd|"(주)한빛", 이상한 뷁글자');
});

test('an altered slip is printed with a warning, one that cannot be read is not printed', async () => {
  const server = await build();
  const yard = yardOf(server);
  const visit = yard.truck({ ticket: 't1' });
  yard.issueSlip(visit);
  server.rows.run('DROP TRIGGER slip_row_no_update');
  server.rows.run(`UPDATE slip_row SET content = replace(content, '"accepted":24000', '"accepted":24001')`);
  expect((await pdfOf(server, visit)).pages[0]?.text).toContain('이 문서는 진본이 아닙니다');
  server.rows.run(`UPDATE slip_row SET content = 'x'`);
  expect((await server.get(`/api/visits/${visit}/slip.pdf`, await server.login())).statusCode).toBe(409);
});
