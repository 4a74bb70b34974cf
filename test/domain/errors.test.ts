import { describe, expect, it } from 'vitest';
import { DomainError, ERROR_CODES, EXCEPTION_CODES, REJECTION_CODES, REVIEW_REASONS } from '../../domain/errors.ts';

describe('an error of the domain', () => {
  it('carries its code, its facts and its cause', () => {
    const cause = new Error('disk');
    const error = new DomainError('SETTING_INVALID', { variable: 'PORT' }, { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'DomainError', code: 'SETTING_INVALID', params: { variable: 'PORT' }, cause });
    expect(error.message).toBe('SETTING_INVALID {"variable":"PORT"}');
  });

  it('needs no facts', () => {
    expect(new DomainError('NOT_FOUND')).toMatchObject({ params: {}, message: 'NOT_FOUND {}' });
  });
});

describe.each([
  ['rejections', REJECTION_CODES],
  ['exceptions', EXCEPTION_CODES],
  ['review reasons', REVIEW_REASONS],
  ['errors', ERROR_CODES],
])('the catalogue of %s', (_, codes) => {
  it('has each code once, in capitals', () => {
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[A-Z][A-Z0-9_]*[A-Z0-9]$/);
  });
});
