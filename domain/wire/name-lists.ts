/** Stands for the visits that name no partner; no written name looks like it, since a name's `%` is encoded. */
const NAMELESS = '%-';

/** Names as one text of an address: separated by commas, a name's own comma or `%` percent-encoded once more. */
export function listOfNames(names: readonly string[]): string {
  return names
    .map((name) => (name === '' ? NAMELESS : name.replace(/[%,]/gu, (sign) => (sign === ',' ? '%2C' : '%25'))))
    .join(',');
}

/** The names of such a text; nothing gives no names. What cannot be decoded stands for itself. */
export function namesOfList(list: string | undefined): string[] {
  if (list === undefined || list === '') return [];
  return list.split(',').map((name) => {
    if (name === NAMELESS) return '';
    try {
      return decodeURIComponent(name);
    } catch {
      return name; // typed by hand: a sign of per cent that encodes nothing
    }
  });
}
