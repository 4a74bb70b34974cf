import { describe, expect, it } from 'vitest';
import { type Letter, Mailer } from '../../../server/notices/mailer.ts';
import type { MailServer } from '../../../server/notices/notice-config.ts';
import { Secret } from '../../../server/secrets/secret.ts';
import { LOCALHOST_CERTIFICATE } from '../../fixtures/localhost-certificate.ts';
import { freePort } from '../../ports.ts';
import { catchMail, silentServer } from './mail-server.ts';

const PASSWORD = 'correct-horse-battery';
const LETTER: Letter = {
  ...{
    to: 'chief@yard.example',
    subject: '[Scalehouse] 일일 보고 2026년 11월 22일 (일)',
    text: '트럭 3대.\n첨부를 보세요.',
  },
  messageId: '<one@yard.example>',
  attachment: { file: 'daily-2026-11-22.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7 나머지') },
};

const serverAt = (port: number, more: Partial<MailServer> = {}): MailServer => ({
  ...{ host: 'localhost', port, tls: 'starttls', user: null, password: null, from: '한빛 야드 <scale@yard.example>' },
  ...more,
});
const mailer = (server: MailServer, more = {}) => new Mailer({ server, ca: LOCALHOST_CERTIFICATE, ...more });

/** A part of a message, decoded. */
function part(source: string, type: string): string {
  const [, rest = ''] = source.split(`Content-Type: ${type}`);
  const [, body = ''] = rest.split('\r\n\r\n');
  return Buffer.from(body.split('\r\n--')[0] ?? '', 'base64').toString();
}

/** The subject, put together from its encoded words (RFC 2047). */
function subjectOf(source: string): string {
  const [, folded = ''] = /^Subject: ((?:.|\r\n[ \t])*)/m.exec(source) ?? [];
  const joined = folded.replaceAll(/\?=\s+=\?/g, '?==?');
  return joined.replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, form: string, coded: string) => {
    if (form.toUpperCase() === 'B') return Buffer.from(coded, 'base64').toString();
    return decodeURIComponent(coded.replaceAll('_', ' ').replaceAll('%', '%25').replaceAll('=', '%'));
  });
}

describe('the mailer', () => {
  it('hands a letter over STARTTLS with a login, Korean and attachment whole', async () => {
    const { port, caught } = await catchMail({ password: PASSWORD });
    const server = serverAt(port, { user: 'yard', password: new Secret(PASSWORD) });
    expect(await mailer(server).send(LETTER)).toEqual({ state: 'taken', answer: '250 kept as 1' });
    expect(caught).toMatchObject([
      { from: 'scale@yard.example', to: ['chief@yard.example'], user: 'yard', isEncrypted: true },
    ]);
    const source = caught[0]?.source ?? '';
    expect(source).toContain('Message-ID: <one@yard.example>');
    expect(subjectOf(source)).toBe(LETTER.subject);
    expect(part(source, 'application/pdf')).toBe('%PDF-1.7 나머지');
    expect(part(source, 'text/plain')).toContain('트럭 3대.');
  });

  it('speaks TLS from the first byte where it is told to', async () => {
    const { port, caught } = await catchMail({ options: { secure: true } });
    expect(await mailer(serverAt(port, { tls: 'tls' })).send(LETTER)).toMatchObject({ state: 'taken' });
    expect(caught).toMatchObject([{ isEncrypted: true }]);
  });

  it('goes open only where it is told to', async () => {
    const { port, caught } = await catchMail({ options: { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] } });
    expect(await mailer(serverAt(port)).send(LETTER)).toMatchObject({ state: 'failed' });
    expect(caught).toEqual([]);
    expect(await mailer(serverAt(port, { tls: 'none' })).send(LETTER)).toMatchObject({ state: 'taken' });
    expect(caught).toMatchObject([{ isEncrypted: false }]);
  });

  it('does not trust a certificate that nobody vouches for', async () => {
    const { port, caught } = await catchMail();
    const told = await new Mailer({ server: serverAt(port) }).send(LETTER);
    expect(told).toMatchObject({ state: 'failed', answer: expect.stringContaining('certificate') });
    expect(caught).toEqual([]);
  });

  it('can be told of a wrong password, which it does not repeat, and may try again', async () => {
    const { port } = await catchMail({ password: PASSWORD });
    const told = await mailer(serverAt(port, { user: 'yard', password: new Secret('wrong-horse-battery') })).send(
      LETTER,
    );
    expect(told).toMatchObject({ state: 'failed', answer: expect.stringContaining('535') });
    expect(told.answer).not.toContain('wrong-horse-battery');
  });

  it.each([
    [450, 'failed'],
    [550, 'refused'],
  ])('takes %i to an addressee for %s', async (code, state) => {
    const { port } = await catchMail({ refuse: () => ({ code, words: 'not here' }) });
    expect(await mailer(serverAt(port)).send(LETTER)).toMatchObject({
      state,
      answer: expect.stringContaining(`${code}`),
    });
  });

  it.each([
    [451, 'failed'],
    [554, 'refused'],
  ])('takes %i to the message for %s', async (code, state) => {
    const { port } = await catchMail({ refuseBody: () => ({ code, words: 'no' }) });
    expect(await mailer(serverAt(port)).send(LETTER)).toMatchObject({
      state,
      answer: expect.stringContaining(`${code}`),
    });
  });

  it('has failed at a server that refuses connections, says nothing, or stops in the middle', async () => {
    const gone = serverAt(await freePort());
    expect(await mailer(gone).send(LETTER)).toMatchObject({
      state: 'failed',
      answer: expect.stringContaining('ECONNREFUSED'),
    });
    const mute = serverAt(await silentServer());
    expect(await mailer(mute, { silenceMs: 50 }).send(LETTER)).toMatchObject({ state: 'failed' });
    const half = serverAt(await silentServer('220 mail.example\r\n'));
    expect(await mailer(half, { silenceMs: 50 }).send(LETTER)).toMatchObject({ state: 'failed' });
    const slow = serverAt(await silentServer('220-mail.example\r\n'));
    expect(await mailer(slow, { wholeMs: 50 }).send(LETTER)).toMatchObject({ state: 'failed' });
  });

  it('is broken off at once when the server stops', async () => {
    const one = mailer(serverAt(await silentServer()));
    const sending = one.send(LETTER);
    one.stop();
    expect(await sending).toMatchObject({ state: 'failed' });
    expect(await one.send(LETTER)).toMatchObject({ state: 'failed' });
  });
});
