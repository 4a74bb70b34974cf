import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Visit } from '../../domain/wire/http-api.ts';
import { type Action, type RowScope, rowScope, seesVisit } from '../accounts/authorization.ts';
import type { LiveSession } from '../accounts/sessions.ts';
import type { VisitStore } from '../stores/visits.ts';
import type { YardStore } from '../stores/yards.ts';
import type { Gate } from './gate.ts';

interface Dependencies {
  readonly gate: Gate;
  readonly visits: Pick<VisitStore, 'find'>;
  readonly yards: Pick<YardStore, 'works'>;
}

/** Who asks, and the rows that they see. */
export interface Asking {
  readonly session: LiveSession;
  readonly scope: RowScope;
}

/** Finds what a request is about among the rows of whoever asks. */
export interface VisitDoor {
  /** @throws DomainError `FORBIDDEN` for whoever may not do this anywhere */
  askedBy(request: FastifyRequest, action: Action): Asking;
  /**
   * The visit, for whoever may do this with it. A visit that they do not see is answered like one that does not exist.
   * @throws DomainError `FORBIDDEN`, `NOT_FOUND`
   */
  seenVisit(request: FastifyRequest, action: Action, id: string): Visit;
}

export function visitDoor({ gate, visits, yards }: Dependencies): VisitDoor {
  const askedBy = (request: FastifyRequest, action: Action): Asking => {
    const session = gate.demand(request, action);
    return { session, scope: rowScope(session, yards.works()) };
  };
  return {
    askedBy,
    seenVisit: (request, action, id) => {
      const { scope } = askedBy(request, action);
      const visit = visits.find(id);
      if (!visit || !seesVisit(scope, visit)) throw new DomainError('NOT_FOUND');
      return visit;
    },
  };
}
