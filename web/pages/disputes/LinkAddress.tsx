import { createSignal, type JSX } from 'solid-js';
import type { PartnerLinkGrant } from '../../../domain/wire/slips-api.ts';
import { text } from '../../text/language.ts';

/** The address of a new link, to be copied now or never. */
export function LinkAddress(props: { grant: PartnerLinkGrant }): JSX.Element {
  const [isCopied, setCopied] = createSignal(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.grant.url);
      setCopied(true);
    } catch {
      setCopied(false); // no clipboard on plain http; the address can be selected
    }
  };
  return (
    <div class="link-address" role="status">
      <p>
        <strong>{props.grant.partner}</strong> {text().partnerLinks.once}
      </p>
      <code>{props.grant.url}</code>
      <button type="button" class="button small" onClick={() => void copy()}>
        {isCopied() ? text().partnerLinks.copied : text().partnerLinks.copy}
      </button>
    </div>
  );
}
