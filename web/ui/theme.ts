import { createSignal } from 'solid-js';

export type Theme = 'light' | 'dark';
const KEY = 'scalehouse-theme';

function preferred(): Theme {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

const [theme, setTheme] = createSignal<Theme>('light');

export { theme };

/** Puts a theme on the page for now; the wall asks for dark without changing what the desk prefers. */
export function showTheme(next: Theme): void {
  setTheme(next);
  document.documentElement.dataset.theme = next;
}

/** Shows what the person chose, else what the system prefers. */
export function showPreferredTheme(): void {
  showTheme(preferred());
}

export function switchTheme(): void {
  const next = theme() === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEY, next);
  showTheme(next);
}
