import { type JSX, onMount } from 'solid-js';
import type { VisitFrame } from '../../../domain/wire/http-api.ts';
import { frameUrl } from '../../api/visits.ts';
import { maySeeOriginals, useSession } from '../../desk/session.ts';
import { clockSeconds, instant } from '../../text/dates.ts';
import { text } from '../../text/language.ts';
import { gradeName } from '../../text/phrases.ts';
import { Icon } from '../../ui/Icon.tsx';

/** As wide as a photo is shown to those who do not see the file itself. */
const LARGE_PX = 1_280;

/** A photo as large as the window allows; Escape or a click closes it. */
export function Lightbox(props: { frame: VisitFrame; close: () => void }): JSX.Element {
  const session = useSession();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog ref={dialog} class="lightbox" onClose={() => props.close()}>
      <button type="button" class="button" onClick={() => dialog?.close()}>
        <Icon name="close" /> {text().common.close}
      </button>
      <img src={frameUrl(props.frame.sha256, maySeeOriginals(session) ? undefined : LARGE_PX)} alt="" />
      <p>
        {gradeName(text(), props.frame.correctedGrade ?? props.frame.grade ?? 'unjudged')} · {props.frame.area}/
        {props.frame.device} · {clockSeconds(instant(props.frame.at) ?? 0)}
      </p>
    </dialog>
  );
}
