import { oneLine } from './one-line.ts';
import type { SlipPen } from './slip-paper.ts';

export function drawGrades({ paper, slip, words, format }: SlipPen): void {
  const { content } = slip;
  const { grades: say } = words;
  const [grade, net, accepted, share] = say.columns;
  const nameOf = (code: string) => say.names[code] ?? oneLine(code);
  const rows = content.grades.map((one) => [
    nameOf(one.grade),
    format.kg(one.netKg),
    format.kg(one.acceptedKg),
    format.percent(one.netKg / Math.max(1, content.net)),
  ]);
  const total = [say.total, format.kg(content.net), format.kg(content.accepted), ''];
  paper.table(
    [
      { title: grade, share: 0.4 },
      { title: net, share: 0.2, align: 'right' },
      { title: accepted, share: 0.2, align: 'right' },
      { title: share, share: 0.2, align: 'right' },
    ],
    [...rows, total],
    { strong: [rows.length] },
  );
  const judged = content.grades.map((one) => nameOf(one.grade)).join(', ') || '–';
  const declared = content.declaredGrade;
  const verdict = declared === null ? say.undeclared(judged) : say.judged(nameOf(declared), judged);
  const sure = content.confidence === null ? [] : [say.confidence(format.percent(content.confidence))];
  paper.paragraph([verdict, say.basis[content.basis] ?? content.basis, ...sure].join(' · '));
  const [kind = ''] = content.rule.split('@');
  const rule = (say.rules as Readonly<Record<string, string>>)[kind] ?? '';
  const models = content.models.map(({ name, version, sha256 }) => `${name} ${version} (${sha256.slice(0, 12)})`);
  paper.note(`${say.rule} ${content.rule}: ${rule} ${say.models}: ${models.join(', ') || say.noModel}`);
}

/** What a person took off, set right, and what was unusual; nothing where nothing was. */
export function drawChanges({ paper, slip, words, format }: SlipPen): void {
  const { deductions, overrides, exceptions } = slip.content;
  const reasonOf = (reason: string) => words.reasons[reason] ?? oneLine(reason);
  if (deductions.length > 0) {
    const [kg, reason, by, at] = words.deductions.columns;
    paper.subheading(words.deductions.title);
    paper.table(
      [
        { title: kg, share: 0.15, align: 'right' },
        { title: reason, share: 0.4 },
        { title: by, share: 0.2 },
        { title: at, share: 0.25 },
      ],
      deductions.map((one) => [format.kg(one.kg), reasonOf(one.reason), oneLine(one.by), format.time(one.at)]),
    );
  }
  if (overrides.length > 0) {
    const [at, by, what, reason] = words.overrides.columns;
    paper.subheading(words.overrides.title);
    paper.table(
      [
        { title: at, share: 0.21 },
        { title: by, share: 0.14 },
        { title: what, share: 0.35 },
        { title: reason, share: 0.3 },
      ],
      overrides.map((one) => [format.time(one.at), oneLine(one.by), whatOf(one, words, format), reasonOf(one.reason)]),
    );
  }
  if (exceptions.length === 0) return;
  paper.subheading(words.exceptions.title);
  paper.paragraph(exceptions.map(({ code, params }) => `· ${words.exceptions.names[code](params)}`).join('\n'));
}

type Override = SlipPen['slip']['content']['overrides'][number];

function whatOf(override: Override, words: SlipPen['words'], format: SlipPen['format']): string {
  const { grade, grades, deductionKg, frame, withdraws } = override;
  const nameOf = (code: string) => words.grades.names[code] ?? oneLine(code);
  const said: string[] = [];
  if (withdraws !== null) said.push(words.overrides.withdraws);
  if (grade !== null) said.push((frame === null ? words.overrides.grade : words.overrides.ofPhoto)(nameOf(grade)));
  for (const [code, kg] of Object.entries(grades ?? {})) said.push(`${nameOf(code)} ${format.kg(kg)} kg`);
  if (deductionKg !== null) said.push(words.overrides.deduction(format.kg(deductionKg)));
  return said.join('\n');
}
