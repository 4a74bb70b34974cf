import type { EpochMs } from '../../domain/units.ts';
import type { ModelIdentity } from '../../domain/wire/http-api.ts';
import type { GradingOutcome } from '../grading/grading-outcome.ts';
import type { Ledger } from './ledger.ts';

/** A photo's outcome under a model; `elapsedMs` stands in for the latency of a failure. */
export interface Inference {
  readonly event: number;
  readonly at: EpochMs;
  /** 'current' counts in the visit; 'shadow' is only compared */
  readonly role: 'current' | 'shadow';
  readonly model: ModelIdentity;
  readonly outcome: GradingOutcome;
  readonly elapsedMs: number;
}

/** Writes what a model said of a photo; the same model's second word in the same role is not kept. */
export function writeInference(ledger: Ledger, { event, at, role, model, outcome, elapsedMs }: Inference): void {
  const said = outcome.ok ? outcome : null;
  ledger.run(
    `INSERT INTO inference (event, at, model, version, model_sha256, probabilities, grade, confidence, failure,
       latency_ms, role, embedding, distance, out_of_domain, unusable)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    event,
    at,
    model.name,
    model.version,
    model.sha256,
    said && JSON.stringify(said.probabilities),
    said?.grade ?? null,
    said?.confidence ?? null,
    outcome.ok ? null : outcome.code,
    said?.latencyMs ?? elapsedMs,
    role,
    said && said.embedding.length > 0 ? embeddingBytes(said.embedding) : null,
    said?.distance ?? null,
    said?.isOutOfDomain ? 1 : 0,
    said?.unusable ?? null,
  );
}

/** An embedding as the ledger keeps it: float32, little-endian. */
export function embeddingBytes(embedding: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(embedding.length * 4);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < embedding.length; at += 1) view.setFloat32(at * 4, embedding[at] ?? 0, true);
  return bytes;
}

/** The embedding in the ledger's bytes, which libsql hands out as an ArrayBuffer. */
export function embeddingOf(bytes: Uint8Array | ArrayBuffer): Float32Array {
  const view = new DataView(new Uint8Array(bytes).buffer);
  return Float32Array.from({ length: view.byteLength >> 2 }, (_, at) => view.getFloat32(at * 4, true));
}
