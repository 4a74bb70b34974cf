import { createMemo, type JSX } from 'solid-js';
import { qrPath } from './qr-path.ts';

/** A QR code, dark on light in every theme; `label` says where it leads. */
export function QrCode(props: { text: string; label: string }): JSX.Element {
  const code = createMemo(() => qrPath(props.text));
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${code().size} ${code().size}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={code().path} fill="#000" />
    </svg>
  );
}
