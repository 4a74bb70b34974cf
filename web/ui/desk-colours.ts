import { theme } from './theme.ts';

/** Colours of the theme for what CSS does not reach, as a canvas; follows the switch. */
export function deskColours(): {
  text: string;
  quiet: string;
  line: string;
  surface: string;
  attention: string;
  accent: string;
} {
  theme();
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: token('--text'),
    quiet: token('--quiet'),
    line: token('--line'),
    surface: token('--surface'),
    attention: token('--attention'),
    accent: token('--accent'),
  };
}
