import type { CommandAccepted, DeviceCommandList } from '../../domain/wire/http-api.ts';
import { query, request } from './request.ts';

const commandsPath = (yard: string): string => `/api/yards/${encodeURIComponent(yard)}/commands`;

/** What a yard told its devices from one KST day through another, the newest first. */
export function fetchCommands(yard: string, from: string, to: string): Promise<DeviceCommandList> {
  return request(`${commandsPath(yard)}${query({ from, to })}`);
}

/** Asks the collector to take a hold back; the list shows when it is gone. */
export function releaseHold(yard: string, command: string, reason: string): Promise<CommandAccepted> {
  return request(`${commandsPath(yard)}/${encodeURIComponent(command)}/release`, { method: 'POST', body: { reason } });
}
