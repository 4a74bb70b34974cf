import { A } from '@solidjs/router';
import type { JSX } from 'solid-js';
import { text } from '../../text/language.ts';
import { Notice } from '../../ui/Notice.tsx';

/** An address that leads nowhere. */
export function MissingPage(): JSX.Element {
  return (
    <Notice level="warning">
      {text().common.notFound} <A href="/">{text().common.yards}</A>
    </Notice>
  );
}
