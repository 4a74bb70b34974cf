import type { FastifyInstance } from 'fastify';

/** In this scope a body is bytes, whatever type it claims: what it is is told by its bytes. */
export function takeAnyFile(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/**
 * Headers of a file for a person: its type is never guessed, it runs nothing, and its name may be Korean (RFC 6266,
 * RFC 8187).
 */
export function downloadHeaders(type: string, name: string, disposition: 'attachment' | 'inline') {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%/]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'content-type': type,
    'content-disposition': `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  };
}
