import { createSignal, type JSX } from 'solid-js';
import { text } from '../../text/language.ts';

/** The address of a new wall display, to be copied now or never. */
export function TokenAddress(props: { yard: string; token: string }): JSX.Element {
  const address = (): string =>
    `${location.origin}/wall/${encodeURIComponent(props.yard)}?token=${encodeURIComponent(props.token)}`;
  const [isCopied, setCopied] = createSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address());
      setCopied(true);
    } catch {
      setCopied(false); // no clipboard on plain http; the address can be selected
    }
  };
  return (
    <div class="token-address" role="status">
      <p>{text().tokens.once}</p>
      <code>{address()}</code>
      <button type="button" class="button small" onClick={() => void copy()}>
        {isCopied() ? text().tokens.copied : text().tokens.copy}
      </button>
    </div>
  );
}
