import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Value from 'typebox/value';
import { DomainError } from '../../domain/errors.ts';
import { type YardSettings, YardsFile, yardSettings } from '../../domain/yard-settings.ts';

const LOOK_EVERY_MS = 5_000;

/**
 * Names and plans of the yards from the file of yards, read again when it changes. A file that is missing means
 * defaults; a file that is wrong stops the start, and later on leaves the last good one in force.
 * @throws DomainError `SETTING_INVALID` from the constructor
 */
export class YardsFileStore {
  readonly #path: string;
  readonly #isGiven: boolean;
  #file: YardsFile | null = null;
  #changedAt = 0;
  #lookedAt = 0;

  constructor(dataDir: string, yardsFile: string | null) {
    this.#isGiven = yardsFile !== null;
    this.#path = yardsFile ?? join(dataDir, 'yards.json');
    this.#load();
  }

  settingsOf(yard: string): YardSettings {
    if (Date.now() - this.#lookedAt > LOOK_EVERY_MS) this.#reload();
    return yardSettings(this.#file, yard);
  }

  /** Partners that are works of the buyer whose procurement looks in. */
  works(): readonly string[] {
    if (Date.now() - this.#lookedAt > LOOK_EVERY_MS) this.#reload();
    return this.#file?.works ?? [];
  }

  #reload(): void {
    try {
      this.#load();
    } catch (error) {
      // a half-written or mistaken file must not blank the screens; the next change is read again
      if (!(error instanceof DomainError)) throw error;
    }
  }

  #load(): void {
    this.#lookedAt = Date.now();
    const changedAt = statSync(this.#path, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt === undefined) {
      if (this.#isGiven && this.#file === null) throw this.#wrong('a file that exists');
      return;
    }
    if (changedAt === this.#changedAt) return;
    this.#changedAt = changedAt;
    this.#file = this.#parse(readFileSync(this.#path, 'utf8'));
  }

  #parse(text: string): YardsFile {
    const parsed = parseJson(text);
    if (!Value.Check(YardsFile, parsed)) throw this.#wrong('a JSON file of yards with name, dayPlanKg and rules');
    for (const yard of Object.keys(parsed.yards)) {
      try {
        yardSettings(parsed, yard);
      } catch (cause) {
        throw this.#wrong(`a file whose rules of ${yard} begin on existing days`, cause);
      }
    }
    return parsed;
  }

  #wrong(expected: string, cause?: unknown): DomainError {
    return new DomainError('SETTING_INVALID', { variable: 'YARDS_FILE', expected }, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // what is no JSON fails the schema check like any other wrong shape
    return undefined;
  }
}
