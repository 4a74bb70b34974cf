const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

const MAN = 10_000;

/** Won as people say it in a heading: `8,500원`, `12만 원`, `1억 2,340만 원`. From 10,000 on rounded to 만. */
export function wonKorean(won: number): string {
  if (won < 0) return `−${wonKorean(-won)}`;
  if (won < MAN) return `${whole.format(won)}원`;
  const man = Math.round(won / MAN);
  const [eok, rest] = [Math.floor(man / MAN), man % MAN];
  if (eok === 0) return `${whole.format(rest)}만 원`;
  return rest === 0 ? `${whole.format(eok)}억 원` : `${whole.format(eok)}억 ${whole.format(rest)}만 원`;
}

/** The same amount as precisely in English: `₩8,500`, `₩120,000`. */
export function wonEnglish(won: number): string {
  if (won < 0) return `−${wonEnglish(-won)}`;
  return `₩${whole.format(won < MAN ? won : Math.round(won / MAN) * MAN)}`;
}

/** Won to the won as a table has them, `123,400,000`; the unit stands in the head. */
export function plainWon(won: number): string {
  return whole.format(won).replace('-', '−');
}
