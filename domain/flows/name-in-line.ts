/** Signs that turn the direction of writing (Unicode TR 9, 2): in a name they would turn the rest of its line too. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name as it may stand beside other words; the name itself stays what it is. */
export function nameInLine(name: string): string {
  return name.replaceAll(TURNING, '');
}
