import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PROTOCOL } from '#shared/protocol/messages';
import { type Caller, type FileAnswer, type Route, shakesHands } from '#shared/protocol/routes';
import type { PlatformClock } from '../clock';
import type { Device } from './access';
import { envelope, parsed, Refusal } from './answers';

type Parsed<S> = S extends z.ZodType<infer T> ? T : null;
type Envelope = ReturnType<typeof envelope>;

/** A request after its border: everything parsed with the route's own schemas. */
export interface Asked<R extends Route> {
  /** The desk that asks; null on routes that are not for desks. */
  readonly desk: R['caller'] extends 'desk' ? Device : null;
  readonly params: R extends { params: infer S } ? Parsed<S> : null;
  readonly query: R extends { query: infer S } ? Parsed<S> : null;
  readonly body: R extends { body: { schema: infer S } } ? Parsed<S> : null;
}

/** What a handler tells: the route's answer without its envelope, or the file. */
export type Told<R extends Route> = R['answer'] extends FileAnswer
  ? Uint8Array
  : Omit<Parsed<R['answer']>, keyof Envelope>;

/** One handler a route, by the route's name. */
export type Handlers<T extends Record<string, Route>> = {
  readonly [K in keyof T]: (asked: Asked<T[K]>) => Told<T[K]> | Promise<Told<T[K]>>;
};

/** Lets a request in or ends it with a `Refusal`. */
export interface Doorkeeper {
  desk(request: FastifyRequest): Promise<Device>;
  tax(request: FastifyRequest): void;
  operator(request: FastifyRequest): void;
}

const Handshake = z.object({ protocol: z.number().int() });

/** Before the message is parsed: a message of another version may have other fields. */
function speaksOurProtocol(body: unknown): void {
  const protocol = Handshake.safeParse(body).data?.protocol ?? PROTOCOL;
  if (protocol === PROTOCOL) return;
  const text =
    protocol < PROTOCOL
      ? '本机软件版本过旧，平台已不再接收它的格式。请升级软件；未上传的业务不会丢失。'
      : '本机软件比平台新，平台还不认识它的格式。请等待平台升级；未上传的业务不会丢失。';
  throw new Refusal('UPGRADE', text);
}

async function letIn(door: Doorkeeper, caller: Caller, request: FastifyRequest): Promise<Device | null> {
  if (caller === 'desk') return door.desk(request);
  if (caller === 'tax') door.tax(request);
  if (caller === 'operator') door.operator(request);
  return null;
}

const asFastifyPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

/** Registers every route of a table with its handler: who may ask, how much, and what is parsed all come from the table. */
export function registerRoutes<T extends Record<string, Route>>(
  app: FastifyInstance,
  {
    routes,
    handlers,
    door,
    clock,
  }: { routes: T; handlers: Handlers<T>; door: Doorkeeper; clock: PlatformClock },
): void {
  for (const name of Object.keys(routes)) {
    const route: Route | undefined = routes[name];
    const handle = handlers[name] as ((asked: Asked<Route>) => unknown) | undefined;
    if (route === undefined || handle === undefined) throw new Error(`the route ${name} has no handler`);
    app.route({
      method: route.method,
      url: asFastifyPath(route.path),
      ...(route.body === undefined ? {} : { bodyLimit: route.body.maxBytes }),
      handler: async (request, reply) => {
        const desk = await letIn(door, route.caller, request);
        if (shakesHands(route)) speaksOurProtocol(request.body);
        const told = await handle({
          desk,
          params: route.params === undefined ? null : parsed(route.params, request.params),
          query: route.query === undefined ? null : parsed(route.query, request.query),
          body: route.body === undefined ? null : parsed(route.body.schema, request.body),
        } as Asked<Route>);
        return told instanceof Uint8Array
          ? sendFile(route, told, reply)
          : { ...envelope(clock), ...(told as object) };
      },
    });
  }
}

function sendFile(route: Route, file: Uint8Array, reply: FastifyReply): FastifyReply {
  // The file itself is compressed, so it is not a content encoding that a proxy may take off.
  return reply.type((route.answer as FileAnswer).type).send(Buffer.from(file));
}
