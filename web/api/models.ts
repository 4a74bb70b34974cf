import type { CommandAccepted, ModelRequest, RegionRequest, YardModels } from '../../domain/wire/http-api.ts';
import { request } from './request.ts';

export type ModelCommand = 'refit' | 'shadow' | 'promote' | 'roll-back';

export function fetchModels(yard: string): Promise<YardModels> {
  return request(`/api/yards/${encodeURIComponent(yard)}/models`);
}

/** Asks the yard's collector to do something with its models; the audit list shows when it is done. */
export function commandModels(yard: string, command: ModelCommand, wish: ModelRequest): Promise<CommandAccepted> {
  return request(`/api/yards/${encodeURIComponent(yard)}/models/${command}`, { method: 'POST', body: wish });
}

/** Says which part of a camera's photos shows scrap; no points mean the whole photo. */
export function saveRegion(
  yard: string,
  camera: { area: string; device: string },
  wish: RegionRequest,
): Promise<CommandAccepted> {
  const path = [yard, 'cameras', camera.area, camera.device].map(encodeURIComponent).join('/');
  return request(`/api/yards/${path}/region`, { method: 'PUT', body: wish });
}
