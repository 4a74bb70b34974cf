import { DomainError } from '../../domain/errors.ts';
import { runVerify } from './verify-command.ts';

try {
  process.exitCode = runVerify(process.argv.slice(2), process.env, (text) => void process.stdout.write(text));
} catch (error) {
  const line = error instanceof Error ? error.message : String(error);
  const said = error instanceof DomainError ? `${error.params.variable} must be ${error.params.expected}` : line;
  process.stderr.write(`verify: ${said}\n`);
  process.exitCode = 2;
}
