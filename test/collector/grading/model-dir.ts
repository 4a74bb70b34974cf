import path from 'node:path';
import { findActiveModel } from '../../../collector/grading/model-files.ts';

/** The folder of the model that ships. */
export function shippedModel(): Promise<string> {
  return findActiveModel(path.join(import.meta.dirname, '../../../models/grading'));
}
