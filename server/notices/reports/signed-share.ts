/** A share of 1 in per cent with its sign, `+23.8 %`; what rounds to nothing has none. */
export function signedShare(share: number): string {
  const figure = (share * 100).toFixed(1);
  if (Number(figure) === 0) return '0.0 %';
  return `${share > 0 ? '+' : ''}${figure} %`;
}
