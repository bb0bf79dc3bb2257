import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { API, PlatformError, PROTOCOL } from '#shared/protocol/messages';
import { REFUSALS, type RefusalCode } from '#shared/protocol/refusals';
import { isFile, ROUTES, type Route, refusalsOf } from '#shared/protocol/routes';
import { Breach, hold } from './breach';

export type RouteName = keyof typeof ROUTES;
type AnswerOf<N extends RouteName> = (typeof ROUTES)[N]['answer'] extends z.ZodType<infer T> ? T : never;

export interface Ask {
  readonly token?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

const TIMEOUT_MS = 60_000;
/** How often a platform that says BUSY is asked again, and how long it may make the suite wait each time. */
const BUSY_TRIES = 5;
const BUSY_CAP_S = 20;
const SHOWN = 160;

/** The beginning of an answer, to show what came. */
const beginning = (text: string): string => JSON.stringify(text.slice(0, SHOWN));

/** The one way to the platform: HTTP and nothing else. Every answer is held against the route it came from. */
export class Line {
  /** BUSY answers without a usable `Retry-After`. */
  readonly busyWithoutTime: string[] = [];

  constructor(readonly url: string) {}

  /** One request, whatever comes back. */
  async send(name: RouteName, ask: Ask = {}): Promise<Reply> {
    const route: Route = ROUTES[name];
    const { body } = ask;
    const response = await fetch(this.address(route, ask), {
      method: route.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: this.headers(ask),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }).catch((error: unknown) => {
      const why = error instanceof Error ? String(error.cause ?? error.message) : String(error);
      throw new Breach(
        `${route.method} ${route.path} was not answered: ${why}.`,
        `平台没有应答 ${route.path}：${why}。`,
      );
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
  }

  /** The route's answer, parsed with its schema; a platform that is busy is asked again when it said. */
  async ask<N extends RouteName>(name: N, ask: Ask = {}): Promise<AnswerOf<N>> {
    return (await this.askBytes(name, ask)).answer;
  }

  async askBytes<N extends RouteName>(
    name: N,
    ask: Ask = {},
  ): Promise<{ answer: AnswerOf<N>; text: string }> {
    const { answer } = ROUTES[name] as Route;
    if (isFile(answer)) throw new Error(`${name} answers with a file`);
    const reply = await this.patiently(name, ask);
    const what = `${ROUTES[name].method} ${ROUTES[name].path}`;
    hold(
      reply.status === 200,
      `${what} was answered ${reply.status} ${beginning(reply.text)} where 200 was due.`,
      `${what} 应答复 200，平台答复了 ${reply.status}：${beginning(reply.text)}。`,
    );
    const parsed = answer.safeParse(jsonOf(reply, what));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const where = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
      throw new Breach(
        `The answer of ${what} does not fit its schema (${where}).`,
        `${what} 的答复不合协议格式（${where}）。`,
      );
    }
    return { answer: parsed.data as AnswerOf<N>, text: reply.text };
  }

  /** The request has to be refused with one of these codes, in the form every refusal has. */
  async refused(
    name: RouteName,
    ask: Ask,
    ...codes: readonly RefusalCode[]
  ): Promise<z.infer<typeof PlatformError>['error']> {
    const what = `${ROUTES[name].method} ${ROUTES[name].path}`;
    const error = refusalIn(await this.patiently(name, ask), what, codes);
    hold(
      error.code === 'NOT_FOUND' || refusalsOf(ROUTES[name]).includes(error.code),
      `${what} refused with ${error.code}, which the protocol does not know on this route.`,
      `${what} 以 ${error.code} 拒绝，协议在这个接口上没有这种拒绝。`,
    );
    return error;
  }

  /** Sends only the beginning of a body and then breaks the connection. */
  cut(name: RouteName, ask: Ask, share: number): Promise<void> {
    return this.raw(name, ask, (text) => text.subarray(0, Math.floor(text.length * share)));
  }

  /** Sends the whole request and breaks the connection before the answer is read. */
  unread(name: RouteName, ask: Ask): Promise<void> {
    return this.raw(name, ask, (text) => text);
  }

  async patiently(name: RouteName, ask: Ask): Promise<Reply> {
    for (let tries = 1; ; tries++) {
      const reply = await this.send(name, ask);
      if (reply.status !== 503 && reply.status !== 429) return reply;
      const seconds = this.waitAskedFor(reply, name);
      if (tries === BUSY_TRIES) return reply;
      await pause(seconds * 1000);
    }
  }

  private waitAskedFor(reply: Reply, name: RouteName): number {
    const text = reply.headers.get('retry-after') ?? '';
    const seconds = /^\d{1,6}$/.test(text) ? Number(text) : null;
    if (seconds === null)
      this.busyWithoutTime.push(`${name}: ${reply.status}, Retry-After ${JSON.stringify(text)}`);
    return Math.min(seconds ?? 1, BUSY_CAP_S);
  }

  private raw(name: RouteName, ask: Ask, part: (whole: Buffer) => Buffer): Promise<void> {
    const url = this.address(ROUTES[name], ask);
    const whole = Buffer.from(JSON.stringify(ask.body));
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const headers = { ...this.headers(ask), 'content-length': String(whole.length) };
    return new Promise((done) => {
      const request = send(url, { method: ROUTES[name].method, headers, agent: false });
      request.on('error', () => done());
      request.on('close', () => done());
      request.write(part(whole), () => request.destroy());
    });
  }

  private address(route: Route, ask: Ask): URL {
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(ask.params?.[name] ?? ''),
    );
    const url = new URL(`${this.url.replace(/\/$/, '')}${path}`);
    for (const [key, value] of Object.entries(ask.query ?? {})) url.searchParams.set(key, value);
    return url;
  }

  private headers(ask: Ask): Record<string, string> {
    return {
      ...(ask.token === undefined ? {} : { authorization: `Bearer ${ask.token}` }),
      ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
    };
  }
}

function jsonOf(reply: Reply, what: string): unknown {
  try {
    return JSON.parse(reply.text) as unknown;
  } catch {
    throw new Breach(
      `${what} was answered ${reply.status} with something that is not JSON: ${beginning(reply.text)}.`,
      `${what} 的答复（${reply.status}）不是 JSON：${beginning(reply.text)}。`,
    );
  }
}

/** The refusal a reply is, with one of these codes; else what is wrong with it. */
export function refusalIn(
  reply: Reply,
  what: string,
  codes: readonly RefusalCode[],
): z.infer<typeof PlatformError>['error'] {
  const due = codes.map((code) => `${REFUSALS[code].status} ${code}`).join(' / ');
  const raw = jsonOf(reply, what);
  const parsed = PlatformError.safeParse(raw);
  if (!parsed.success)
    throw new Breach(
      `${what} was answered ${reply.status} ${beginning(reply.text)}; a refusal ${due} with envelope, code and text was due.`,
      `${what} 应以 ${due} 拒绝，并带 api、protocol、serverTime、error.code 和 error.text；平台答复了 ${reply.status}：${beginning(reply.text)}。`,
    );
  const { api, protocol, error } = parsed.data;
  hold(
    codes.includes(error.code) && reply.status === REFUSALS[error.code].status,
    `${what} was refused with ${reply.status} ${error.code}; ${due} was due.`,
    `${what} 应以 ${due} 拒绝，平台以 ${reply.status} ${error.code} 拒绝。`,
  );
  hold(
    api === API && protocol === PROTOCOL && /[\u4e00-\u9fff]/.test(error.text),
    `The refusal ${error.code} of ${what} has no Chinese sentence a clerk could act on: ${beginning(error.text)}.`,
    `${what} 的拒绝 ${error.code} 没有给经办人看得懂的中文说明：${beginning(error.text)}。`,
  );
  return error;
}
