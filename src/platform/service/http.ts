import { timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { PROTOCOL } from '#shared/protocol/messages';
import { ROUTES, SMALL_BYTES } from '#shared/protocol/routes';
import { theBook } from '#shared/rules/book';
import { decide } from '#shared/rules/decide';
import { anchorAudit } from '../audit/anchors';
import { keepDeskKeys, platformKeys } from '../bags/keys';
import { takeBag } from '../bags/take';
import { beginEpoch } from '../chain/epochs';
import { layChain, type NotLaid } from '../chain/lay';
import { chainPage } from '../chain/page';
import { StoreFailure } from '../database/database';
import { evidenceHeld, takeEvidence } from '../evidence/evidence';
import { decideBatch } from '../intake/batch';
import { storedVerdict } from '../intake/decideOne';
import { takeEnvelopes } from '../intake/envelopes';
import { takeTaxFeedback } from '../intake/taxFeedback';
import { currentPolicy, policyKey, publishPolicy } from '../policy/policies';
import { feedPage } from '../register/feed';
import { moveVillages } from '../register/moveVillages';
import { prepareSnapshot, snapshotSegment } from '../register/snapshot';
import { reviewQueue, takeReview } from '../review/reviewAtDesk';
import { recheckRule } from '../review/rule';
import { assignDesk, deviceByToken, makeRegistrationCode, registerDevice } from './access';
import { importOperations } from './agency';
import { Refusal, sendRefusal } from './answers';
import { noteDefect } from './defect';
import { OPERATOR_ROUTES } from './operatorRoutes';
import type { Platform } from './platform';
import { type Doorkeeper, type Handlers, registerRoutes } from './registerRoutes';

/** A picture of 400 KiB over a bad line: some 5 KiB a second. */
const REQUEST_TIMEOUT_MS = 120_000;
const BUSY_RETRY_SECONDS = 5;

const bearer = (request: FastifyRequest): string =>
  /^Bearer ([\x21-\x7e]{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';

const sameSecret = (given: string, expected: string | null): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected ?? '')];
  return expected !== null && a.length === b.length && timingSafeEqual(a, b);
};

const doorkeeper = ({ db, taxToken, operatorSecret }: Platform): Doorkeeper => ({
  desk: async (request) => {
    const device = await deviceByToken(db, bearer(request));
    if (device === null)
      throw new Refusal('UNAUTHORISED', '平台不认识这台设备的凭证，可能已在别处重新登记。请重新登记本机。');
    return device;
  },
  tax: (request) => {
    const token = bearer(request);
    if (!sameSecret(token, taxToken) && !sameSecret(token, operatorSecret))
      throw new Refusal('UNAUTHORISED', '税务回传通道的凭证不对。');
  },
  operator: (request) => {
    if (!sameSecret(bearer(request), operatorSecret))
      throw new Refusal('FORBIDDEN', '这个接口只供平台运行人员在本机使用。');
  },
});

function notLaid(why: NotLaid): Refusal {
  switch (why.code) {
    case 'BROKEN':
      return new Refusal(
        'BAD_REQUEST',
        `流水链第 ${why.seq} 笔前后不相衔接，平台没有处理。请联系技术人员核查。`,
      );
    case 'CHAIN_FORKED':
      return new Refusal(
        'CHAIN_FORKED',
        '平台保存的流水与这台电脑的不是同一份，可能有另一台电脑在用同一份资料。这次请求没有处理，业务都还在本机。',
        null,
        why.word,
      );
    case 'CHAIN_GAP':
      return new Refusal('CHAIN_GAP', '平台还缺前面的流水，请从平台告知的位置起再传。', null, why.word);
  }
}

/** What the platform does on each route of the protocol. */
const protocolHandlers = ({ db, clock, segmentRecords }: Platform): Handlers<typeof ROUTES> => ({
  version: () => ({
    name: '参保台参考平台',
    rulebook: theBook.version,
    speaks: { from: PROTOCOL, to: PROTOCOL },
    envelopes: true,
  }),
  health: async () => {
    await db.query('SELECT 1');
    return { ok: true };
  },
  registerDevice: async ({ body }) => {
    const registered = await registerDevice(db, clock, body);
    if (!registered.ok) throw new Refusal('FORBIDDEN', registered.error);
    return { ...registered.value, policyKey: await policyKey(db, clock) };
  },
  desk: ({ desk }) => ({ name: desk.name, jurisdiction: desk.jurisdiction }),
  prepareSnapshot: ({ desk }) => prepareSnapshot(db, desk.jurisdiction, clock.now, segmentRecords),
  snapshotSegment: async ({ desk, params }) => {
    const file = await snapshotSegment(db, desk.jurisdiction, params);
    if (file !== null) return file;
    throw new Refusal('SNAPSHOT_UNKNOWN', '平台已不保存这份底册，需要重新下载；未上传的业务不受影响。');
  },
  feed: async ({ desk, query }) => {
    // Before the page is read: what is applied meanwhile must not look as if the page had shown it.
    const asOf = clock.now();
    const page = await feedPage(db, desk.device, query.cursor, query.limit);
    if (page !== null) return { ...page, asOf };
    throw new Refusal(
      'CURSOR_UNKNOWN',
      '平台不认识这个同步位置，需要重新下载本辖区的底册；未上传的业务不受影响。',
    );
  },
  pushOperations: async ({ desk, body: { operations, chain, rechecks } }) => {
    const rule = await recheckRule(db, rechecks);
    if (chain === undefined) {
      if (operations.length > 0)
        return { results: await decideBatch(db, clock, desk, operations, null, rule) };
      throw new Refusal('BAD_REQUEST', '请求里没有业务（operations），平台没有处理。');
    }
    const laid = await layChain(db, clock, desk.device, chain);
    if (!laid.ok) throw notLaid(laid.error);
    return { results: await decideBatch(db, clock, desk, operations, chain.epoch, rule), chain: laid.value };
  },
  operationStatus: async ({ desk, params: { opId } }) => {
    const stored = await storedVerdict(db, opId);
    return { opId, verdict: stored?.device === desk.device ? stored.verdict : null };
  },
  evidenceHeld: async ({ desk, params: { opId } }) => ({
    opId,
    pictures: await evidenceHeld(db, desk.device, opId),
  }),
  putEvidence: ({ desk, params, body }) => takeEvidence(db, clock, desk.device, { ...params, ...body }),
  chain: async ({ desk, query }) => {
    const page = await chainPage(db, clock, desk.device, query);
    if (!page.ok) throw notLaid({ code: 'CHAIN_FORKED', word: page.error });
    return page.value;
  },
  beginEpoch: async ({ desk, body }) => ({
    chain: await beginEpoch(db, clock, { device: desk.device, epoch: body.from }),
  }),
  anchorAudit: ({ desk, body }) => anchorAudit(db, clock, desk.device, body.way),
  exchangeBagKeys: async ({ desk, body }) => {
    await keepDeskKeys(db, clock, desk.device, body.keys);
    return { keys: (await platformKeys(db, clock)).keys };
  },
  deliverBag: async ({ body }) => {
    const taken = await takeBag(db, clock, body.bag);
    if (!taken.ok) throw new Refusal('BAG_UNUSABLE', taken.error);
    return { bag: taken.value };
  },
  deliverEnvelopes: async ({ body }) => ({ receipts: await takeEnvelopes(db, clock, body) }),
  reviewQueue: async ({ desk }) => ({ waiting: await reviewQueue(db, desk) }),
  review: async ({ desk, body }) => {
    const taken = await takeReview(db, clock, desk, body);
    return taken.ok ? { verdict: taken.value, text: null } : { verdict: null, text: taken.error };
  },
  policy: async () => ({ policy: await currentPolicy(db, clock) }),
  policyKey: async () => ({ policyKey: await policyKey(db, clock) }),
  decide: ({ body }) => {
    if (body.pack !== undefined && !theBook.table.has(body.pack))
      throw new Refusal('BAD_REQUEST', `平台没有名为 ${body.pack} 的参数包，案例没有处理。`);
    return { id: body.id, answer: decide(body) };
  },
  taxFeedback: ({ body }) => takeTaxFeedback(db, clock, body.payments),
});

const operatorHandlers = ({ db, clock }: Platform): Handlers<typeof OPERATOR_ROUTES> => ({
  makeRegistrationCode: async ({ body }) => ({
    code: await makeRegistrationCode(db, clock, body.jurisdiction),
  }),
  publishPolicy: async ({ body }) => {
    const published = await publishPolicy(db, clock, body.policy);
    if (!published.ok) throw new Refusal('BAD_REQUEST', published.error);
    return published.value;
  },
  importOperations: async ({ body }) => ({ results: await importOperations(db, clock, body) }),
  moveVillages: async ({ body }) => {
    const moved = await moveVillages(db, clock, body);
    if (!moved.ok) throw new Refusal('BAD_REQUEST', moved.error);
    return moved.value;
  },
  assignDesk: async ({ body }) => {
    const assigned = await assignDesk(db, body);
    if (!assigned.ok) throw new Refusal('BAD_REQUEST', assigned.error);
    return assigned.value;
  },
});

/** The service with the routes of the protocol and the operator's. It logs nothing: requests carry personal data. */
export function httpService(platform: Platform): FastifyInstance {
  const { clock } = platform;
  const app = Fastify({
    logger: false,
    bodyLimit: SMALL_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // The longest parameter is a picture's SHA-256.
    routerOptions: { maxParamLength: 64 },
  });
  const door = doorkeeper(platform);
  registerRoutes(app, { routes: ROUTES, handlers: protocolHandlers(platform), door, clock });
  registerRoutes(app, { routes: OPERATOR_ROUTES, handlers: operatorHandlers(platform), door, clock });
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
    return new Refusal('BAD_REQUEST', '请求的内容不是平台能读的 JSON，平台没有处理。');
  noteDefect('request', error);
  return new Refusal(
    'INTERNAL',
    '平台内部出错，没有处理这次请求。请稍后再试；如仍出错，请联系平台技术人员。',
  );
}
