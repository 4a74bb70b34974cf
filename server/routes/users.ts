import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { PasswordRequest, User, UserList, UserRequest } from '../../domain/wire/http-api.ts';
import type { Audit } from '../accounts/audit.ts';
import type { Users } from '../accounts/users.ts';
import { answers } from './answers.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly users: Users;
  readonly audit: Audit;
  /** closes the live sockets of sessions that have just ended */
  readonly sessionEnded: () => void;
}

const UserParams = Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }) });

/** People who may log in; for administrators only. */
export const userRoutes: FastifyPluginCallbackTypebox<Dependencies> = (app, options, done) => {
  const { gate, users, audit, sessionEnded } = options;

  app.get('/api/users', { schema: { response: answers(200, UserList) } }, (request, reply) => {
    gate.demand(request, 'user:manage');
    reply.send({ users: users.list() });
  });

  app.post('/api/users', { schema: { body: UserRequest, response: answers(201, User) } }, async (request, reply) => {
    const session = gate.demand(request, 'user:manage');
    const user = await users.add(request.body);
    audit.record({ who: session.user, what: 'user-made', subject: user.name, address: request.ip });
    return reply.status(201).send(user);
  });

  app.delete(
    '/api/users/:name',
    { schema: { params: UserParams, response: answers(204, Type.Null()) } },
    (request, reply) => {
      const session = gate.demand(request, 'user:manage');
      const { name } = request.params;
      if (name === session.user) throw new DomainError('CONFLICT', { user: name });
      users.remove(name);
      sessionEnded();
      audit.record({ who: session.user, what: 'user-removed', subject: name, address: request.ip });
      reply.status(204).send(null);
    },
  );

  app.put(
    '/api/users/:name/password',
    { schema: { params: UserParams, body: PasswordRequest, response: answers(204, Type.Null()) } },
    async (request, reply) => {
      const session = gate.demand(request, 'user:manage');
      const { name } = request.params;
      await users.setPassword(name, request.body.password);
      sessionEnded();
      audit.record({ who: session.user, what: 'password-set', subject: name, address: request.ip });
      return reply.status(204).send(null);
    },
  );
  done();
};
