import { timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OpId } from '#shared/domain/operation';
import { Jurisdiction } from '#shared/domain/region';
import {
  MAX_BATCH_BYTES,
  MAX_BATCH_OPERATIONS,
  MAX_FEED_ROWS,
  PROTOCOL,
  RegisterDevice,
} from '#shared/protocol/messages';
import { theBook } from '#shared/rules/book';
import { Case } from '#shared/rules/case';
import { decide } from '#shared/rules/decide';
import { StoreFailure } from '../database/database';
import { decideBatch } from '../intake/batch';
import { storedVerdict } from '../intake/decideOne';
import { takeTaxFeedback } from '../intake/taxFeedback';
import { feedPage } from '../register/feed';
import { snapshotStream } from '../register/snapshot';
import { type Device, deviceByToken, makeRegistrationCode, registerDevice } from './access';
import { importOperations } from './agency';
import { envelope, parsed, Refusal, sendRefusal } from './answers';
import { noteDefect } from './defect';
import type { Platform } from './platform';

const SMALL_BYTES = 16 * 1024;
/** A batch and its envelope; bytes of JSON, Chinese in UTF-8. */
const BATCH_BYTES = MAX_BATCH_BYTES + SMALL_BYTES;
/** A case with every list full: 600 payments and 100 relations. */
const CASE_BYTES = 256 * 1024;
const OPERATOR_BYTES = 8 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const BUSY_RETRY_SECONDS = 5;
const DEFAULT_FEED_ROWS = 500;

/** A batch with its operations unread: each is parsed for itself, so that one bad one does not fail the others. */
const Batch = z.strictObject({
  protocol: z.number().int(),
  operations: z.array(z.unknown()).min(1).max(MAX_BATCH_OPERATIONS),
});
const FeedQuery = z.strictObject({
  cursor: z.string().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(MAX_FEED_ROWS).default(DEFAULT_FEED_ROWS),
});
const Payments = z.strictObject({ payments: z.array(z.unknown()).min(1).max(5000) });
const CodeAsk = z.strictObject({ jurisdiction: Jurisdiction });
const ImportAsk = z.strictObject({
  device: z.string().min(1).max(60),
  jurisdiction: Jurisdiction,
  lines: z.array(z.unknown()).min(1).max(5000),
});

const bearer = (request: FastifyRequest): string =>
  /^Bearer ([\x21-\x7e]{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';

const sameSecret = (given: string, expected: string | null): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected ?? '')];
  return expected !== null && a.length === b.length && timingSafeEqual(a, b);
};

function speaksOurProtocol(protocol: number): void {
  if (protocol === PROTOCOL) return;
  const text =
    protocol < PROTOCOL
      ? '本机软件版本过旧，平台已不再接收它的格式。请升级软件；未上传的业务不会丢失。'
      : '本机软件比平台新，平台还不认识它的格式。请等待平台升级；未上传的业务不会丢失。';
  throw new Refusal('UPGRADE', text);
}

/** The routes of the service. It logs nothing: requests carry personal data. */
export function httpService(platform: Platform): FastifyInstance {
  const { db, clock } = platform;
  const app = Fastify({
    logger: false,
    bodyLimit: SMALL_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 60 },
  });

  const deskOf = async (request: FastifyRequest): Promise<Device> => {
    const device = await deviceByToken(db, bearer(request));
    if (device === null)
      throw new Refusal('UNAUTHORISED', '平台不认识这台设备的凭证，可能已在别处重新登记。请重新登记本机。');
    return device;
  };
  const operatorOnly = (request: FastifyRequest): void => {
    if (!sameSecret(bearer(request), platform.operatorSecret))
      throw new Refusal('FORBIDDEN', '这个接口只供平台运行人员在本机使用。');
  };

  app.get('/version', () => ({ ...envelope(clock), name: '参保台参考平台', rulebook: theBook.version }));
  app.get('/health', async () => {
    await db.query('SELECT 1');
    return { ...envelope(clock), ok: true };
  });

  app.post('/v1/devices', async (request) => {
    const ask = parsed(RegisterDevice, request.body);
    speaksOurProtocol(ask.protocol);
    const registered = await registerDevice(db, clock, ask);
    if (!registered.ok) throw new Refusal('FORBIDDEN', registered.error);
    return { ...envelope(clock), ...registered.value };
  });

  app.get('/v1/snapshot', async (request, reply) => {
    const device = await deskOf(request);
    const stream = snapshotStream(db, device.jurisdiction, clock.now);
    request.raw.once('close', () => stream.destroy());
    // The file itself is compressed, so it is not a content encoding that a proxy may take off.
    return reply.type('application/gzip').send(stream);
  });

  app.get('/v1/feed', async (request) => {
    const device = await deskOf(request);
    const { cursor, limit } = parsed(FeedQuery, request.query);
    // Before the page is read: what is applied meanwhile must not look as if the page had shown it.
    const asOf = clock.now();
    const page = await feedPage(db, device.jurisdiction, cursor, limit);
    if (page === null)
      throw new Refusal(
        'CURSOR_UNKNOWN',
        '平台不认识这个同步位置，需要重新下载本辖区的底册；未上传的业务不受影响。',
      );
    return { ...envelope(clock), ...page, asOf };
  });

  app.post('/v1/operations', { bodyLimit: BATCH_BYTES }, async (request) => {
    const device = await deskOf(request);
    const batch = parsed(Batch, request.body);
    speaksOurProtocol(batch.protocol);
    const results = await decideBatch(db, clock, device, batch.operations);
    return { ...envelope(clock), results };
  });

  app.get('/v1/operations/:opId', async (request) => {
    const device = await deskOf(request);
    const { opId } = parsed(z.object({ opId: OpId }), request.params);
    const stored = await storedVerdict(db, opId);
    return { ...envelope(clock), opId, verdict: stored?.device === device.device ? stored.verdict : null };
  });

  app.post('/v1/decide', { bodyLimit: CASE_BYTES }, async (request) => {
    await deskOf(request);
    const subject = parsed(Case, request.body);
    if (subject.pack !== undefined && !theBook.table.has(subject.pack))
      throw new Refusal('BAD_REQUEST', `平台没有名为 ${subject.pack} 的参数包，案例没有处理。`);
    return { ...envelope(clock), id: subject.id, answer: decide(subject) };
  });

  app.post('/v1/tax-feedback', { bodyLimit: OPERATOR_BYTES }, async (request) => {
    const token = bearer(request);
    if (!sameSecret(token, platform.taxToken) && !sameSecret(token, platform.operatorSecret)) {
      throw new Refusal('UNAUTHORISED', '税务回传通道的凭证不对。');
    }
    const { payments } = parsed(Payments, request.body);
    return { ...envelope(clock), ...(await takeTaxFeedback(db, clock, payments)) };
  });

  app.post('/operator/registration-codes', async (request) => {
    operatorOnly(request);
    const { jurisdiction } = parsed(CodeAsk, request.body);
    return { ...envelope(clock), code: await makeRegistrationCode(db, clock, jurisdiction) };
  });
  app.post('/operator/import-operations', { bodyLimit: OPERATOR_BYTES }, async (request) => {
    operatorOnly(request);
    const ask = parsed(ImportAsk, request.body);
    return { ...envelope(clock), results: await importOperations(db, clock, ask) };
  });

  app.setNotFoundHandler((_, reply) =>
    sendRefusal(reply, clock, new Refusal('NOT_FOUND', '平台没有这个接口。')),
  );
  app.setErrorHandler((error: FastifyError | Error, _, reply) => sendRefusal(reply, clock, refusalOf(error)));
  return app;
}

function refusalOf(error: FastifyError | Error): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreFailure)
    return new Refusal('BUSY', '平台数据库暂时不能应答，请稍后再试。', BUSY_RETRY_SECONDS);
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new Refusal('TOO_LARGE', '一次上传的内容过大，请分批上传。');
  if (status !== undefined && status >= 400 && status < 500)
    return new Refusal('BAD_REQUEST', '请求的内容不是平台能读的 JSON,平台没有处理。');
  noteDefect('request', error);
  return new Refusal(
    'INTERNAL',
    '平台内部出错，没有处理这次请求。请稍后再试；如仍出错，请联系平台技术人员。',
  );
}
