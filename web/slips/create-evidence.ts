import { type Accessor, createSignal } from 'solid-js';
import { sendEvidence } from '../api/evidence.ts';
import { ApiError } from '../api/request.ts';
import { MAX_PHOTOS, type PhotoProblem, photoProblem, photoType, refusalOf } from './evidence-photos.ts';

/** Enough of a file to tell what it is. */
const FIRST_BYTES = 8;

export interface EvidencePhoto {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  /** share that has left, 0 to 1 */
  readonly sent: Accessor<number>;
  /** set once the server keeps it */
  readonly sha256: Accessor<string | null>;
  readonly problem: Accessor<PhotoProblem | null>;
}

export interface Evidence {
  readonly photos: Accessor<readonly EvidencePhoto[]>;
  readonly isUploading: Accessor<boolean>;
  /** what the server keeps of it, in order */
  readonly taken: Accessor<string[]>;
  readonly add: (files: readonly File[]) => Promise<void>;
  readonly remove: (id: number) => void;
  readonly clear: () => void;
}

/** Photos of a party on their way to the server; each leaves as soon as it is chosen, unless something speaks against it. */
export function createEvidence(visit: Accessor<string>): Evidence {
  const [photos, setPhotos] = createSignal<readonly EvidencePhoto[]>([]);
  let count = 0;
  const isGood = (photo: EvidencePhoto): boolean => photo.problem() === null;
  const addOne = async (file: File): Promise<void> => {
    const [sent, setSent] = createSignal(0);
    const [sha256, setSha256] = createSignal<string | null>(null);
    const first = new Uint8Array(await file.slice(0, FIRST_BYTES).arrayBuffer());
    const found = photoProblem(file.size, first, photos().filter(isGood).length);
    const [problem, setProblem] = createSignal<PhotoProblem | null>(found);
    count += 1;
    setPhotos((all) => [...all, { id: count, name: file.name, bytes: file.size, sent, sha256, problem }]);
    const type = photoType(first);
    if (found !== null || type === null) return;
    try {
      const taken = await sendEvidence(visit(), new Blob([file], { type }), setSent);
      setSha256(taken.sha256);
    } catch (error) {
      setProblem(refusalOf(error instanceof ApiError ? error : new ApiError('INTERNAL', undefined, { cause: error })));
    }
  };
  return {
    photos,
    isUploading: () => photos().some((photo) => isGood(photo) && photo.sha256() === null),
    taken: () =>
      [
        ...new Set(
          photos()
            .map(({ sha256 }) => sha256())
            .filter((hash) => hash !== null),
        ),
      ].slice(0, MAX_PHOTOS),
    add: async (files) => {
      await Promise.all(files.map(addOne));
    },
    remove: (id) => setPhotos((all) => all.filter((photo) => photo.id !== id)),
    clear: () => setPhotos([]),
  };
}
