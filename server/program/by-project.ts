/** Rows by the project they belong to, each in the order in which they came. */
export function byProject<Row extends { readonly project: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const own = groups.get(row.project);
    if (own) own.push(row);
    else groups.set(row.project, [row]);
  }
  return groups;
}
