import { describe, expect, it } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import { parseSettings } from '../../domain/settings.ts';

const FROM = '한빛 야드 <scale@yard.example>';
const smtp = (env: Record<string, string>) => parseSettings({ SMTP_FROM: FROM, ...env }).notices.smtp;

function rejected(env: Record<string, string>): string {
  try {
    smtp(env);
  } catch (error) {
    if (error instanceof DomainError) return `${error.params.variable} ${JSON.stringify(error.params)}`;
    throw error;
  }
  return 'taken';
}

describe('the mail settings', () => {
  it('are none without a server', () => {
    expect(smtp({})).toBeNull();
    expect(parseSettings({}).notices).toEqual({ file: null, reportsDir: null, smtp: null });
  });

  it('name file and folder of what is told', () => {
    const { notices } = parseSettings({ NOTICES_FILE: 'notices.json', REPORTS_DIR: '/srv/reports' });
    expect(notices).toEqual({ file: 'notices.json', reportsDir: '/srv/reports', smtp: null });
  });

  it.each([
    [{ SMTP_HOST: 'mail.example' }, { host: 'mail.example', port: 587, tls: 'starttls', user: null, password: null }],
    [
      { SMTP_HOST: 'mail.example', SMTP_TLS: 'tls' },
      { port: 465, tls: 'tls' },
    ],
    [
      { SMTP_HOST: 'mail.example', SMTP_TLS: 'none' },
      { port: 25, tls: 'none' },
    ],
    [
      { SMTP_HOST: 'mail.example', SMTP_PORT: '2525', SMTP_USER: 'yard', SMTP_PASSWORD: 'secret' },
      { port: 2525, user: 'yard', password: 'secret', passwordFile: null },
    ],
    [
      { SMTP_HOST: 'mail.example', SMTP_USER: 'yard', SMTP_PASSWORD_FILE: '/run/secrets/mail' },
      { password: null, passwordFile: '/run/secrets/mail' },
    ],
    [
      { SMTP_HOST: 'localhost', SMTP_TLS: 'none', SMTP_USER: 'yard', SMTP_PASSWORD: 'secret' },
      { tls: 'none', user: 'yard' },
    ],
    [{ SMTP_URL: 'smtp://mail.example' }, { host: 'mail.example', port: 587, tls: 'starttls' }],
    [
      { SMTP_URL: 'smtps://yard%40x:p%2Fw@mail.example:4650/' },
      { host: 'mail.example', port: 4650, tls: 'tls', user: 'yard@x', password: 'p/w', from: FROM },
    ],
    [
      { SMTP_URL: 'smtp://[::1]:25', SMTP_TLS: 'none' },
      { host: '::1', port: 25, tls: 'none' },
    ],
    [{ SMTP_HOST: 'mail.example', SMTP_FROM: 'scale@yard.example' }, { from: 'scale@yard.example' }],
  ])('are read from %j', (env, expected) => {
    expect(smtp(env as unknown as Record<string, string>)).toMatchObject(expected);
  });

  it.each([
    ['SMTP_URL', { SMTP_URL: 'smtp://mail.example', SMTP_HOST: 'mail.example' }],
    ['SMTP_URL', { SMTP_URL: 'mail.example' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://yard:%zz@mail.example' }],
    ['SMTP_TLS', { SMTP_HOST: 'mail.example', SMTP_TLS: 'ssl' }],
    ['SMTP_TLS', { SMTP_HOST: 'mail.example', SMTP_TLS: 'none', SMTP_USER: 'yard', SMTP_PASSWORD: 'secret-word' }],
    [
      'SMTP_PASSWORD_FILE',
      { SMTP_HOST: 'mail.example', SMTP_USER: 'yard', SMTP_PASSWORD: 'secret-word', SMTP_PASSWORD_FILE: 'x' },
    ],
    ['SMTP_USER', { SMTP_HOST: 'mail.example', SMTP_USER: 'yard' }],
    ['SMTP_USER', { SMTP_HOST: 'mail.example', SMTP_PASSWORD: 'secret-word' }],
    ['SMTP_USER', { SMTP_URL: 'smtp://yard:@mail.example' }],
    ['SMTP_PORT', { SMTP_HOST: 'mail.example', SMTP_PORT: '0' }],
    ['SMTP_FROM', { SMTP_HOST: 'mail.example', SMTP_FROM: '' }],
    ['SMTP_FROM', { SMTP_HOST: 'mail.example', SMTP_FROM: '야드' }],
    ['SMTP_FROM', { SMTP_HOST: 'mail.example', SMTP_FROM: '야드 <a@b.example> x' }],
  ])('stop the start by %s and never repeat a secret', (variable, env) => {
    const told = rejected(env as unknown as Record<string, string>);
    expect(told.split(' ')[0]).toBe(variable);
    expect(told).not.toContain('secret-word');
  });
});
