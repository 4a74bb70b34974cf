import type { FastifyInstance, FastifyRequest } from 'fastify';
import { personOf } from '../usage-log/person.ts';
import { UsageRecorder } from '../usage-log/recorder.ts';
import { actOf } from '../usage-log/usage-acts.ts';
import type { UsageLog } from '../usage-log/usage-log.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly usageLog: Pick<UsageLog, 'file' | 'now'>;
}

/**
 * The one place where use is written: behind the gate, when a request of a person's session has been answered well and
 * before the answer leaves. Whatever has no session has no record: devices, the collector, health, metrics, timers.
 */
export function recordUse(app: FastifyInstance, { gate, usageLog }: Dependencies): void {
  const recorder = new UsageRecorder(usageLog.file, usageLog.now);

  app.addHook('onSend', (request, reply, payload, done) => {
    try {
      note(request, reply.statusCode, payload);
    } catch (error) {
      // the person's work does not wait for the log of it
      request.log.error({ err: error }, 'use could not be recorded');
    }
    done(null, payload);
  });

  function note(request: FastifyRequest, status: number, payload: unknown): void {
    const session = gate.findSession(request);
    const person = session === null ? null : personOf(session);
    const route = request.routeOptions.url;
    if (person === null || route === undefined) return;
    const act = actOf(request.method, route, status);
    if (act === null) return;
    const subject = `${route} ${JSON.stringify(request.params ?? {})}`;
    recorder.record(person, { act, subject, address: request.ip, bytes: bytesOf(payload) });
  }
}

/** A stream's length is not known yet. */
function bytesOf(payload: unknown): number {
  return typeof payload === 'string' || payload instanceof Uint8Array ? Buffer.byteLength(payload) : 0;
}
