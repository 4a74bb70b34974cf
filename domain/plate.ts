/** Plates are compared without spaces (edge contract, visits 1); what stays is kept as the device wrote it. */
export function plateKey(plate: string): string {
  return plate.replace(/\s+/gu, '');
}

/**
 * A plate as it may be shown by default: the first two of the last four digits are hidden, `부산86바1234` becomes
 * `부산86바 **34`. A text that does not end in four digits keeps only its first two characters.
 */
export function maskedPlate(plate: string): string {
  const key = plateKey(plate);
  const match = /^(.*?)(\d{2})(\d{2})$/u.exec(key);
  if (!match) return `${key.slice(0, 2)}**`;
  return `${match[1]} **${match[3]}`.trim();
}
