import type { TSchema } from 'typebox';
import { ErrorBody } from '../../domain/wire/http-api.ts';

/** The answers of a route: its own on success, the one error shape on anything else. */
export function answers<Status extends number, Schema extends TSchema>(status: Status, schema: Schema) {
  return { [status]: schema, '4xx': ErrorBody, '5xx': ErrorBody } as { [S in Status]: Schema } & {
    '4xx': typeof ErrorBody;
    '5xx': typeof ErrorBody;
  };
}
