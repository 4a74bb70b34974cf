/**
 * Reads CSV (RFC 4180): fields separated by commas, in quotes where they hold a comma, a quote (doubled) or a line's end.
 * A quote inside a bare field stands for itself, as spreadsheets write it. Lines may end in CR, LF or both.
 */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  let wasQuoted = false;
  const endField = () => {
    row.push(field);
    field = '';
    wasQuoted = false;
  };
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  for (let at = 0; at < source.length; at += 1) {
    const sign = source.charAt(at);
    if (isQuoted) {
      if (sign !== '"') field += sign;
      else if (source.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && field === '' && !wasQuoted) {
      isQuoted = true;
      wasQuoted = true;
    } else if (sign === ',') endField();
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && source.charAt(at + 1) === '\n') at += 1;
      endField();
      rows.push(row);
      row = [];
    } else field += sign;
  }
  if (field !== '' || wasQuoted || row.length > 0) {
    endField();
    rows.push(row);
  }
  return rows;
}
