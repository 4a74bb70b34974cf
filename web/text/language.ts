import { createSignal } from 'solid-js';
import { en } from './en.ts';
import { ko, type Texts } from './ko.ts';

const KEY = 'scalehouse-language';
const [language, setLanguage] = createSignal<'ko' | 'en'>(localStorage.getItem(KEY) === 'en' ? 'en' : 'ko');

export { language };

/** The words of the language chosen; follows the switch. */
export function text(): Texts {
  return language() === 'en' ? en : ko;
}

export function switchLanguage(): void {
  const next = language() === 'en' ? 'ko' : 'en';
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
  setLanguage(next);
}

document.documentElement.lang = language();
