import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifyInstance } from 'fastify';

type Compiler = ReturnType<ReturnType<typeof SerializerSelector>>;
type Serializer = ReturnType<Compiler>;

const compile: Compiler = SerializerSelector()();
/** by the schema itself: hundreds of routes share the one of errors, and a schema is a constant of its module */
const compiled = new WeakMap<object, Serializer>();

/** Writes answers by their schemas, each compiled once in a process rather than once for every route that names it. */
export function sharedSerializers(app: FastifyInstance): void {
  app.setSerializerCompiler((route) => {
    const { schema } = route as { readonly schema: object };
    const known = compiled.get(schema) ?? compile(route as Parameters<Compiler>[0]);
    compiled.set(schema, known);
    return known;
  });
}
