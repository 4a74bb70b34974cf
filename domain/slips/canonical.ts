/**
 * One spelling per content, for hashing: JSON with the keys of every object sorted by UTF-16 code units and no spaces,
 * strings and numbers as ECMAScript writes them (RFC 8785, 3.2). Fields that are `undefined` are left out, as JSON has none.
 * @throws RangeError for what JSON cannot say: a number that is not finite, a function, `undefined` in a list
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`);
    return `{${fields.join(',')}}`;
  }
  const isSayable =
    value === null ||
    ['string', 'boolean'].includes(typeof value) ||
    (typeof value === 'number' && Number.isFinite(value));
  if (!isSayable) throw new RangeError(`JSON cannot say ${String(value)}`);
  return JSON.stringify(value);
}
