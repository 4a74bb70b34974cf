import { DomainError } from '../../domain/errors.ts';
import { runRebuild } from './rebuild-command.ts';

const terminal = {
  isTerminal: process.stderr.isTTY === true,
  tell: (text: string) => void process.stderr.write(text),
  show: (text: string) => void process.stdout.write(text),
};

runRebuild(process.argv.slice(2), process.env, terminal).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const line = error instanceof Error ? error.message : String(error);
    const said = error instanceof DomainError ? `${error.params.variable} must be ${error.params.expected}` : line;
    process.stderr.write(`rebuild: ${said}\n`);
    process.exitCode = 1;
  },
);
