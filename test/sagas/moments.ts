import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Operation } from '#shared/domain/operation';
import { type Answer, headersOf, onward, operationsIn } from '../faults/onward';

/** A moment in the life of a push. */
export type Moment =
  /** It has left the desk, and the platform has not got it. */
  | 'on its way'
  /** The platform has decided it, and the desk has not got the answer. */
  | 'decided';

/** A push that is held at its moment. */
export interface HeldPush {
  goOn(): void;
  /** It, or its answer, is lost. */
  lose(): void;
}

interface Watch {
  readonly moment: Moment;
  readonly is: (operation: Operation) => boolean;
  readonly met: (held: HeldPush) => void;
}

/** A line between a real desk and a real platform that says when a push is at a moment, and holds it there. */
export class MomentLine {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server = createServer((req, res) => void this.carry(req, res));
  private watches: Watch[] = [];
  /** The platform's address; null: it is away. */
  upstream: string | null = null;

  static async start(): Promise<MomentLine> {
    const line = new MomentLine();
    await new Promise<void>((resolve) => line.server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next push that carries such an operation, at that moment. */
  when(moment: Moment, is: (operation: Operation) => boolean): Promise<HeldPush> {
    return new Promise((met) => this.watches.push({ moment, is, met }));
  }

  close(): Promise<void> {
    this.agent.destroy();
    return new Promise((resolve) => {
      this.server.closeAllConnections();
      this.server.close(() => resolve());
    });
  }

  private async carry(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const [path, body] = [req.url ?? '/', Buffer.concat(chunks).toString('utf8')];
    const operations = path.startsWith('/v1/operations') ? operationsIn(body) : [];
    if (!(await this.passes('on its way', operations))) return void res.destroy();
    const { upstream } = this;
    const request = { method: req.method ?? 'GET', path, headers: headersOf(req), body };
    const answer = upstream === null ? null : await onward(upstream, this.agent, request);
    if (answer === null || !(await this.passes('decided', operations))) return void res.destroy();
    tell(res, answer);
  }

  /** Waits where somebody watches for it; false: it is lost. */
  private passes(moment: Moment, operations: readonly Operation[]): Promise<boolean> | boolean {
    const watch = this.watches.find((one) => one.moment === moment && operations.some(one.is));
    if (watch === undefined) return true;
    this.watches = this.watches.filter((one) => one !== watch);
    return new Promise((resolve) => watch.met({ goOn: () => resolve(true), lose: () => resolve(false) }));
  }
}

function tell(res: ServerResponse, { status, headers, body }: Answer): void {
  // The desk may be gone by now.
  res.on('error', () => undefined);
  res.writeHead(status, { ...headers, connection: 'close' }).end(body);
}
