import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Operation } from '#shared/domain/operation';
import { type Answer, headersOf, onward, operationsIn, type Request } from './onward';
import type { Life, Sim } from './world/sim';

/** What a desk asks of its platform. */
export type CallKind = 'push' | 'feed' | 'snapshot' | 'health' | 'chain' | 'bag' | 'policy';

/** One call of a desk on its way to the platform and back. */
export interface Call {
  readonly n: number;
  readonly kind: CallKind;
  readonly method: string;
  readonly path: string;
  readonly life: Life;
  readonly line: Line;
  /** Virtual time when it was made. */
  readonly at: number;
  /** What was sent, as text. */
  body: string;
  /** Operations of a push, in their order. */
  operations: readonly Operation[];
  /** What the platform answered, or what was put in its place; null while nothing has come. */
  answer: Answer | null;
  /** The whole answer reached the desk, as the platform gave it. */
  untouched: boolean;
  ended: boolean;
}

/** What happens to a call; `null`: it goes on its way. */
export type Act =
  /** The request never arrives: the connection breaks, or nobody ever says anything. */
  | { readonly do: 'lose request'; readonly how: 'broken' | 'silent' }
  /** The platform works, its answer does not arrive. */
  | { readonly do: 'lose answer'; readonly how: 'broken' | 'silent' | 'half' }
  | { readonly do: 'hold request'; readonly ms: number }
  | { readonly do: 'hold answer'; readonly ms: number }
  /** Somebody else answers in the platform's place; the request does not arrive. */
  | { readonly do: 'answer instead'; readonly with: (call: Call) => Answer }
  | {
      readonly do: 'change answer';
      readonly to: (call: Call, answer: Answer) => Answer;
      /** How long the answer is held before it is changed. */
      readonly ms?: number;
    }
  /** The request arrives twice; the desk hears the second answer. */
  | { readonly do: 'double request' }
  /** The request arrives again, long after the desk has its answer. */
  | { readonly do: 'echo request'; readonly ms: number };

/** A trouble of one line. */
export interface LineFault {
  /** Of the registry of faults. */
  readonly id: string;
  readonly act: (call: Call) => Act | null;
  /** Calls it may still meet. */
  left: number;
}

/** The line of one machine. */
export class Line {
  faults: LineFault[] = [];
  /** Every call that ever came, in the order of the desk's asking. */
  readonly calls: Call[] = [];
  /** How often each fault was met. */
  readonly met = new Map<string, number>();
  /** Answers that are still owed. */
  readonly owed = new Set<ServerResponse>();

  constructor(readonly sim: Sim) {}

  /** The run is over: whoever still waits for an answer waits no more. */
  hangUp(): void {
    for (const res of this.owed) res.destroy();
    this.owed.clear();
  }

  /** The first fault that wants this call. */
  actOn(call: Call): Act | null {
    for (const fault of this.faults) {
      if (fault.left <= 0) continue;
      const act = fault.act(call);
      if (act === null) continue;
      fault.left -= 1;
      this.met.set(fault.id, (this.met.get(fault.id) ?? 0) + 1);
      this.sim.note(`line: ${fault.id} ${act.do} on ${call.kind}`);
      return act;
    }
    return null;
  }
}

/** A call between its begin and its end: says whose turn it is to keep the simulation waiting. */
interface Flight {
  readonly call: Call;
  inAir: boolean;
}

/** What is asked, by the path of the call. */
export const kindOf = (path: string): CallKind =>
  path.startsWith('/v1/operations')
    ? 'push'
    : path.startsWith('/v1/feed')
      ? 'feed'
      : path.startsWith('/v1/snapshot')
        ? 'snapshot'
        : path.startsWith('/health') || path.startsWith('/version')
          ? 'health'
          : path.startsWith('/v1/bags')
            ? 'bag'
            : path.startsWith('/v1/policy')
              ? 'policy'
              : 'chain';

/**
 * A real HTTP service between the simulated desks and the real platform. Each call has an address of its own
 * (`/<number>/v1/…`), so that whatever order sockets come alive in, the run stays the same.
 */
export class FaultProxy {
  private readonly flights = new Map<number, Flight>();
  private readonly agent = new Agent({ keepAlive: true });
  /** The platform's address; null: it is down. */
  upstream: string | null;
  private readonly server = createServer((req, res) => void this.take(req, res));
  private port = 0;

  private constructor(upstream: string) {
    this.upstream = upstream;
  }

  static async start(upstream: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(upstream);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    proxy.port = (proxy.server.address() as AddressInfo).port;
    return proxy;
  }

  close(): Promise<void> {
    this.agent.destroy();
    return new Promise((resolve) => {
      this.server.closeAllConnections();
      this.server.close(() => resolve());
    });
  }

  /** Makes one call over its own address; ends when `work` has its answer, however that went. */
  async call<T>(line: Line, life: Life, path: string, work: (base: string) => Promise<T>): Promise<T> {
    const { sim } = line;
    const n = sim.next();
    const call: Call = {
      n,
      kind: kindOf(path),
      method: 'GET',
      path,
      life,
      line,
      at: sim.now,
      body: '',
      operations: [],
      answer: null,
      untouched: false,
      ended: false,
    };
    line.calls.push(call);
    const flight: Flight = { call, inAir: true };
    this.flights.set(n, flight);
    sim.begin();
    try {
      return await work(`http://127.0.0.1:${this.port}/${n}/`);
    } finally {
      call.ended = true;
      if (flight.inAir) sim.end();
      flight.inAir = false;
      this.flights.delete(n);
    }
  }

  private async take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const [, number = '', path = '/'] = /^\/(\d+)(\/.*)$/.exec(req.url ?? '') ?? [];
    const flight = this.flights.get(Number(number));
    if (flight === undefined) return void res.destroy();
    const { call } = flight;
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    call.body = Buffer.concat(chunks).toString('utf8');
    if (call.kind === 'push') call.operations = operationsIn(call.body);
    const request = { method: req.method ?? 'GET', path, headers: headersOf(req), body: call.body };
    call.line.owed.add(res);
    res.once('close', () => call.line.owed.delete(res));
    land(flight, call.line.sim);
    await this.carry(flight, request, res);
  }

  private async carry(flight: Flight, request: Request, res: ServerResponse): Promise<void> {
    const { call } = flight;
    const { sim } = call.line;
    // A request on the wire outlives the process that sent it.
    const wire: Life = { name: 'line', dead: false, frozenUntil: 0 };
    await sim.gate(wire, `${call.kind} arrives`, { n: call.n });
    const act = call.line.actOn(call);
    const leave = (answer: Answer | 'broken' | 'half'): void => {
      if (call.ended) return void res.destroy();
      rise(flight, sim);
      if (answer === 'broken') return void res.destroy();
      if (answer === 'half') half(res, call.answer);
      else res.writeHead(answer.status, { ...answer.headers, connection: 'close' }).end(answer.body);
    };
    if (act?.do === 'lose request') return act.how === 'broken' ? leave('broken') : undefined;
    if (act?.do === 'answer instead') {
      call.answer = act.with(call);
      return leave(call.answer);
    }
    if (act?.do === 'hold request')
      await sim.gate(wire, `${call.kind} goes on`, { n: call.n, delayMs: act.ms });
    if (act?.do === 'double request') await sim.outside(() => this.forward(request));
    const answer = await sim.outside(() => this.forward(request));
    call.answer = answer;
    if (act?.do === 'echo request') {
      void sim.gate(wire, `${call.kind} comes again`, { delayMs: act.ms }).then(() => {
        sim.begin();
        return this.forward(request).finally(() => sim.end());
      });
    }
    await sim.gate(wire, `${call.kind} answered ${answer?.status ?? 'not'}`, {
      n: call.n,
      delayMs: act?.do === 'hold answer' || act?.do === 'change answer' ? (act.ms ?? 0) : 0,
    });
    if (answer === null) return leave('broken');
    if (act?.do === 'lose answer') return act.how === 'silent' ? undefined : leave(act.how);
    if (act?.do === 'change answer') {
      call.answer = act.to(call, answer);
      return leave(call.answer);
    }
    call.untouched = !call.ended;
    leave(answer);
  }

  /** Null: there is nobody at the other end. */
  private async forward(request: Request): Promise<Answer | null> {
    return this.upstream === null ? null : onward(this.upstream, this.agent, request);
  }
}

/** The proxy has the request: nobody waits for the wire any more. */
function land(flight: Flight, sim: Sim): void {
  if (flight.inAir) sim.end();
  flight.inAir = false;
}

/** Something is on its way to the desk. */
function rise(flight: Flight, sim: Sim): void {
  if (!flight.inAir) sim.begin();
  flight.inAir = true;
}

function half(res: ServerResponse, answer: Answer | null): void {
  if (answer === null) return void res.destroy();
  res.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) });
  res.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () =>
    setImmediate(() => res.destroy()),
  );
}
