import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAMS = ['collector', 'server', 'web'];
const FOLDERS = ['domain', ...PROGRAMS, 'launch', 'test'];

/** Each big library, and the only folders that may import it; tests may import anything. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  mqtt: ['collector/mqtt', 'server/live'],
  'mqtt-packet': ['collector/mqtt'],
  aedes: ['collector/mqtt'],
  'aedes-persistence-level': ['collector/mqtt'],
  'classic-level': ['collector/mqtt'],
  'onnxruntime-node': ['collector/grading'],
  libsql: ['collector/ledger', 'server/stores', 'server/accounts'],
  'prom-client': ['server/metrics'],
  'apache-arrow': ['server/stores/series', 'server/stores/columns', 'web/columns'],
  echarts: ['web/charts'],
  nodemailer: ['server/notices'],
  pdfkit: ['server/paper'],
  'qrcode-generator': ['server/slips', 'web/slips'],
  '@e965/xlsx': ['server/program'],
  'socket.io': ['server/live'],
  'socket.io-client': ['web/live'],
};

interface Import {
  readonly file: string;
  readonly from: string;
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
).filter((name) => /(?<!\.d)\.tsx?$/.test(name) && !name.includes('node_modules'));
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map((match) => ({
    file,
    from: match[1] ?? match[2] ?? '',
  })),
);

const isIn = ({ file }: Import, folders: readonly string[]) => folders.some((folder) => file.startsWith(`${folder}/`));
const vendorOf = ({ from }: Import) =>
  from.startsWith('.') || from.startsWith('node:')
    ? null
    : from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/');
/** The top folder that a relative import leads to. */
const folderOf = ({ file, from }: Import) =>
  from.startsWith('.') ? relative(ROOT, join(ROOT, file, '..', from)).split('/')[0] : null;
const shown = ({ file, from }: Import) => `${file} imports ${from}`;

describe('the house', () => {
  it('has imports that this test can see', () => {
    expect(files.length).toBeGreaterThan(100);
    for (const vendor of Object.keys(DOORS)) expect(imports.map(vendorOf)).toContain(vendor);
  });

  it.each(Object.entries(DOORS))('lets %s in through its own door alone', (vendor, doors) => {
    const elsewhere = imports.filter((one) => vendorOf(one) === vendor && !isIn(one, [...doors, 'test']));
    expect(elsewhere.map(shown)).toEqual([]);
  });

  it.each(PROGRAMS)('keeps %s apart from the other programs', (program) => {
    const others = [...PROGRAMS, 'launch', 'test'].filter((other) => other !== program);
    const across = imports.filter((one) => isIn(one, [program]) && others.includes(folderOf(one) ?? ''));
    expect(across.map(shown)).toEqual([]);
  });

  it('keeps the domain pure: it imports itself and the schema library', () => {
    const outside = imports.filter((one) => isIn(one, ['domain']) && vendorOf(one) !== 'typebox');
    expect(outside.filter((one) => folderOf(one) !== 'domain').map(shown)).toEqual([]);
  });
});

describe('the log of use that the state reads', () => {
  const sources = files.filter((file) => !file.startsWith('test/'));
  const importers = (target: string) =>
    imports
      .filter((one) => !isIn(one, ['test']))
      .filter(({ file, from }) => from.startsWith('.') && relative(ROOT, join(ROOT, file, '..', from)) === target)
      .map(({ file }) => file);
  const saying = (what: RegExp) => sources.filter((file) => what.test(readFileSync(join(ROOT, file), 'utf8')));

  it('is written by one module, which only the hook behind the gate has', () => {
    expect(saying(/INTO usage_record\b/)).toEqual(['server/usage-log/recorder.ts']);
    expect(importers('server/usage-log/recorder.ts')).toEqual(['server/routes/use-hook.ts']);
    expect(saying(/openUsageLogFile\(/).sort()).toEqual([
      'server/usage-log/usage-log-file.ts',
      'server/usage-log/usage-log.ts',
    ]);
  });

  it('is sent by one module, which reads it from the written records', () => {
    expect(saying(/\bnew Portal\(/)).toEqual(['server/usage-log/sender.ts']);
    expect(saying(/log\.smart-factory\.kr|crtfcKey/)).toEqual(['server/usage-log/config.ts']);
    expect(saying(/\bfetch\(/).filter((file) => file.startsWith('server/usage-log/'))).toEqual([
      'server/usage-log/portal.ts',
    ]);
    expect(saying(/\bnew Sender\(/)).toEqual(['server/usage-log/usage-log.ts']);
  });

  it('knows people by sessions that were looked up, and no other module makes one', () => {
    expect(saying(/\bas PersonSession\b/)).toEqual(['server/usage-log/person.ts']);
    expect(saying(/\bchecked\.add\(/)).toEqual(['server/accounts/sessions.ts']);
    expect(importers('server/usage-log/person.ts').sort()).toEqual([
      'server/routes/usage-log.ts',
      'server/routes/use-hook.ts',
      'server/usage-log/recorder.ts',
      'server/usage-log/sender.ts',
      'server/usage-log/usage-log.ts',
    ]);
  });
});

describe('what the documents and the lock file say', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

  it('is true of the scripts: each that README.md names exists', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const named = [...readme.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map((match) => match[1] ?? match[2]);
    expect(named).toContain('start');
    expect(named).toContain('test');
    expect(named.filter((name) => !Object.hasOwn(manifest.scripts, name ?? ''))).toEqual([]);
  });

  it('names no registry: packages come from whichever one is in reach', () => {
    const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
    expect(lock).toContain('"integrity"');
    expect(lock).not.toContain('"resolved"');
    expect(lock).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });
});
