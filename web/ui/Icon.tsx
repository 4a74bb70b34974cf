import type { JSX } from 'solid-js';

const PATHS = {
  alarm: 'M12 2 23 21H1L12 2zm-1.2 7v6h2.4V9h-2.4zm0 7.6V19h2.4v-2.4h-2.4z',
  warning: 'M12 1.8 22.2 12 12 22.2 1.8 12 12 1.8zM10.8 6.5v7h2.4v-7h-2.4zm0 8.7v2.4h2.4v-2.4h-2.4z',
  stable: 'M9.4 18.4 3 12l2-2 4.4 4.4L19 4.8l2 2z',
  moving: 'M3 12.9 7.6 8.3l4.2 4.2 4.6-4.6L21 12.5l-1.9 1.9-2.7-2.7-4.6 4.6-4.2-4.2L4.9 14.8z',
  empty: 'M4 11h16v2H4z',
  up: 'M12 4.5 21 18H3z',
  down: 'M12 19.5 3 6h18z',
  even: 'M4 8h16v2.6H4zm0 5.4h16V16H4z',
  inbound: 'M11 3h2v10.2l4.3-4.3 1.4 1.4L12 17l-6.7-6.7 1.4-1.4L11 13.2zM4 19h16v2H4z',
  outbound: 'M11 17V6.8L6.7 11.1 5.3 9.7 12 3l6.7 6.7-1.4 1.4L13 6.8V17zM4 19h16v2H4z',
  clock:
    'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 2.2a7.8 7.8 0 1 1 0 15.6 7.8 7.8 0 0 1 0-15.6zM11 7h2v4.6l3.2 3.2-1.4 1.4L11 12.4z',
  offline:
    'M2 3.4 3.4 2 22 20.6 20.6 22 14 15.4h-4v-4zM9.6 6.8 8 5.2A13 13 0 0 1 22 9l-1.5 1.6A10.8 10.8 0 0 0 9.6 6.8zM2 9a13 13 0 0 1 3.2-2.2l1.7 1.7A10.6 10.6 0 0 0 3.5 10.6zM10 18h4v4h-4z',
  bell: 'M12 2.5a2 2 0 0 1 2 2v.3a6 6 0 0 1 4 5.7v4l2 3v1H4v-1l2-3v-4a6 6 0 0 1 4-5.7v-.3a2 2 0 0 1 2-2zM9.8 20h4.4a2.2 2.2 0 0 1-4.4 0z',
  document: 'M5 2h9.5L20 7.5V22H5zm2.2 2.2v15.6h10.6V9.6h-5.4V4.2zm1.8 8h6.8v2H9zm0 3.6h6.8v2H9z',
  replaced:
    'M7 4h10l-2.6-2.6L16 0l5 5-5 5-1.6-1.4L17 6H7a3 3 0 0 0-3 3v3H2V9a5 5 0 0 1 5-5zm10 16H7l2.6 2.6L8 24l-5-5 5-5 1.6 1.4L7 18h10a3 3 0 0 0 3-3v-3h2v3a5 5 0 0 1-5 5z',
  question:
    'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1.2 13.6h2.4V18h-2.4zM12 5.8c2.2 0 3.9 1.4 3.9 3.4 0 1.5-.8 2.3-1.8 3-.8.6-1 .9-1 1.8h-2.2c0-1.8.7-2.5 1.7-3.3.7-.5 1-.8 1-1.4 0-.8-.6-1.4-1.6-1.4-1 0-1.7.6-1.8 1.7H8c.1-2.3 1.7-3.8 4-3.8z',
  speech: 'M3 3h18v13H11l-5 5v-5H3zm2.2 2.2v8.6h3v2l2-2h8.6V5.2z',
  menu: 'M3 5h18v2.2H3zm0 5.9h18v2.2H3zm0 5.9h18V19H3z',
  close: 'M5.6 4.2 12 10.6l6.4-6.4 1.4 1.4L13.4 12l6.4 6.4-1.4 1.4L12 13.4l-6.4 6.4-1.4-1.4L10.6 12 4.2 5.6z',
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside a word; it says nothing alone, so readers of the page do not hear it. */
export function Icon(props: { name: IconName; class?: string }): JSX.Element {
  return (
    <svg class={`icon ${props.class ?? ''}`} viewBox="0 0 24 24" aria-hidden="true" width="1em" height="1em">
      <path d={PATHS[props.name]} fill="currentColor" fill-rule="evenodd" />
    </svg>
  );
}
