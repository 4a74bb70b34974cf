/** Hangul syllables: initial, medial and final by their place in the block (Unicode 15, 3.12); final 0 is none. */
const FIRST = 0xac00;
const LAST = 0xd7a3;
const FINALS = 28;
/** How digits are read: 영 일 이 삼 사 오 육 칠 팔 구; a final consonant ends 영, 일, 삼, 육, 칠 and 팔. */
const DIGITS_WITH_FINAL = new Set(['0', '1', '3', '6', '7', '8']);
/** Letters whose Korean names end in a consonant: 엘, 엠, 엔, 알. */
const LETTERS_WITH_FINAL = new Set(['l', 'm', 'n', 'r']);

/** The two forms of a particle: after a final consonant, and after a vowel. */
export const PARTICLES = { topic: ['은', '는'], subject: ['이', '가'], object: ['을', '를'] } as const;
export type Particle = keyof typeof PARTICLES;

/** True when a word, read aloud in Korean, ends in a consonant; marks at its end (brackets, quotes) are not read. */
export function endsInConsonant(word: string): boolean {
  const last = word.replace(/[^\p{L}\p{N}]+$/u, '').at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= FIRST && code <= LAST) return (code - FIRST) % FINALS !== 0;
  return DIGITS_WITH_FINAL.has(last) || LETTERS_WITH_FINAL.has(last.toLowerCase());
}

/** A word with its particle, `가람철강은`, `나래는`. */
export function withParticle(word: string, particle: Particle): string {
  return word + PARTICLES[particle][endsInConsonant(word) ? 0 : 1];
}
