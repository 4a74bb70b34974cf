import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { CommandAccepted, ModelRequest, RegionRequest } from '../../domain/wire/http-api.ts';
import { NAME_PATTERN } from '../../domain/wire/mqtt-topics.ts';
import type { ModelStore } from '../stores/models/models.ts';
import type { Yard, YardStore } from '../stores/yards.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';
import { assertCommand, MODEL_COMMANDS, reasonOf } from './model-command-check.ts';
import { YardParams } from './models.ts';
import type { SendCommand } from './office-commands.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly yards: YardStore;
  readonly models: ModelStore;
  readonly sendCommand: SendCommand;
}

const Name = Type.String({ pattern: NAME_PATTERN });
const CameraParams = Type.Object({ yard: Name, area: Name, device: Name });

/** Requests to change what grades a yard. The collector carries them out; its rows say what became of them. */
export const modelCommandRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, yards, models, sendCommand } = options;

  const yardOf = (request: FastifyRequest, yard: string): Yard => {
    gate.demand(request, 'model:manage', { yard });
    const found = yards.find(yard);
    if (!found) throw new DomainError('NOT_FOUND', { yard });
    return found;
  };

  for (const kind of MODEL_COMMANDS) {
    app.post(
      `/api/yards/:yard/models/${kind}`,
      { schema: { params: YardParams, body: ModelRequest, response: answers(202, CommandAccepted) } },
      async (request, reply) => {
        const { id: yard, tenant } = yardOf(request, request.params.yard);
        const wish = assertCommand(kind, request.body, await models.versions(yard));
        const subject = wish.version === undefined ? yard : `${yard}/${wish.version}`;
        return reply.status(202).send(await sendCommand(request, { kind, tenant, yard, subject, wish }));
      },
    );
  }

  app.put(
    '/api/yards/:yard/cameras/:area/:device/region',
    { schema: { params: CameraParams, body: RegionRequest, response: answers(202, CommandAccepted) } },
    async (request, reply) => {
      const { area, device } = request.params;
      const { id: yard, tenant } = yardOf(request, request.params.yard);
      if (!models.isDevice(yard, area, device)) throw new DomainError('NOT_FOUND', { device: `${area}/${device}` });
      const { points } = request.body;
      if (points.length === 1 || points.length === 2) {
        throw new DomainError('BAD_REQUEST', { field: 'points', problem: '꼭짓점은 3개 이상이거나 없어야 합니다' });
      }
      const wish = { reason: reasonOf(request.body), area, device, points };
      const subject = `${yard}/${area}/${device}`;
      return reply.status(202).send(await sendCommand(request, { kind: 'region', tenant, yard, subject, wish }));
    },
  );
  done();
};
