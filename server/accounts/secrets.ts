import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id with the first choice of OWASP's password storage cheat sheet: 19 MiB, 2 passes, 1 lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | null = null;

export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2ID);
}

/** True when the password fits. Without a hash (no such user) it takes as long and is false. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword(randomToken());
  const matches = await verify(passwordHash ?? (await decoy), password);
  return matches && passwordHash !== null;
}

/** 256 random bits, for cookies and screens. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. Its 256 bits make a plain hash enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password a person can type from a terminal: 20 characters of 31, about 99 bits. */
export function readablePassword(): string {
  const characters: string[] = [];
  while (characters.length < 20) {
    // bytes at or above the last multiple of 31 are dropped, so that no character is likelier
    for (const byte of randomBytes(32)) if (byte < 248) characters.push(READABLE[byte % 31] ?? '');
  }
  return characters
    .slice(0, 20)
    .join('')
    .replace(/(.{5})(?=.)/g, '$1-');
}
