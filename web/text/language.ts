import { createSignal } from 'solid-js';
import { en } from './en.ts';
import { ko, type Texts } from './ko.ts';

const KEY = 'scalehouse-language';
const [language, setLanguage] = createSignal<'ko' | 'en'>(localStorage.getItem(KEY) === 'en' ? 'en' : 'ko');

export { language };

/** Each language by its own name. */
export const LANGUAGE_NAMES = { ko: ko.language.own, en: en.language.own } as const;

/** The words of a language. */
export function wordsOf(which: 'ko' | 'en'): Texts {
  return which === 'en' ? en : ko;
}

/** The words of the language chosen; follows the switch. */
export function text(): Texts {
  return wordsOf(language());
}

export function switchLanguage(): void {
  const next = language() === 'en' ? 'ko' : 'en';
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
  setLanguage(next);
}

document.documentElement.lang = language();
