import { type Data, type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { NAMED, NameCodes, type Named, type PhotoChunk } from './photo-chunk.ts';

export type PhotoCodes = Readonly<Record<Named, NameCodes>>;

export function newCodes(): PhotoCodes {
  return Object.fromEntries(NAMED.map((name) => [name, new NameCodes()])) as unknown as PhotoCodes;
}

/** Reads judged photos as they come, batch by batch; names get codes that hold for all batches. */
export async function* readPhotos(stream: ReadableStream<Uint8Array>, codes: PhotoCodes): AsyncGenerator<PhotoChunk> {
  const reader = await RecordBatchReader.from(stream);
  for await (const batch of reader) if (batch.numRows > 0) yield chunkOf(batch, codes);
}

export function chunkOf(batch: RecordBatch, codes: PhotoCodes): PhotoChunk {
  const length = batch.numRows;
  const data = (name: string): Data => {
    const child = batch.getChild(name)?.data[0];
    if (child === undefined) throw new RangeError(`no column ${name}`);
    return child;
  };
  const coded = <Codes extends Uint8Array | Uint16Array | Int32Array>(name: Named, into: Codes): Codes => {
    const column = data(name);
    const ofBatch = Int32Array.from(column.dictionary?.toArray() ?? [], (text: string) => codes[name].codeOf(text));
    for (let row = 0; row < length; row += 1) into[row] = ofBatch[column.values[row] as number] ?? 0;
    return into;
  };
  const numbers = <Numbers extends Float32Array | Int32Array | Uint8Array>(
    name: string,
    into: Numbers,
    unknown: number,
  ): Numbers => {
    const column = data(name);
    into.set(column.values.subarray(0, length) as Numbers);
    if (column.nullCount > 0) {
      for (let row = 0; row < length; row += 1) if (!column.getValid(row)) into[row] = unknown;
    }
    return into;
  };
  return {
    length,
    at: instants(data('at').values as BigInt64Array, length),
    yard: coded('yard', new Uint8Array(length)),
    camera: coded('camera', new Uint16Array(length)),
    partner: coded('partner', new Uint16Array(length)),
    direction: coded('direction', new Uint8Array(length)),
    grade: coded('grade', new Uint8Array(length)),
    confidence: numbers('confidence', new Float32Array(length), Number.NaN),
    kg: numbers('kg', new Int32Array(length), -1),
    flags: numbers('flags', new Uint8Array(length), 0),
    visit: coded('visit', new Int32Array(length)),
  };
}

/** 64 bits as two halves each: a BigInt per value would be an object per value. */
function instants(values: BigInt64Array, length: number): Float64Array {
  const halves = new Int32Array(values.buffer, values.byteOffset, length * 2);
  return Float64Array.from(
    { length },
    (_, row) => (halves[row * 2 + 1] ?? 0) * 2 ** 32 + ((halves[row * 2] ?? 0) >>> 0),
  );
}
