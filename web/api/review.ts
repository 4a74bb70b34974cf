import type { ReviewQueue } from '../../domain/wire/http-api.ts';
import { query, request } from './request.ts';

/** The visits of a yard that a person should look at, most money at risk first. */
export function fetchReview(yard: string, limit: number): Promise<ReviewQueue> {
  return request(`/api/review${query({ yard, limit })}`);
}
