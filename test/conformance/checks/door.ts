import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import { MAX_BATCH_OPERATIONS, PROTOCOL } from '#shared/protocol/messages';
import { ROUTES, type Route } from '#shared/protocol/routes';
import { hold } from '../breach';
import { DESK_NAME } from '../desk';
import type { Ask, RouteName } from '../line';
import { newcomer } from '../people';
import type { Check } from '../suite';

const NAMES = Object.keys(ROUTES) as RouteName[];
const forDesks = NAMES.filter((name) => ROUTES[name].caller === 'desk');
const routeOf = (name: RouteName): Route => ROUTES[name];
/** A token of the right length that nobody got. */
const strangersToken = (): string => randomBytes(32).toString('base64url');
const anyParams = { opId: '01J00000000000000000000000' };

/** Who is let in, in which form, and how much is taken. */
export const DOOR: readonly Check[] = [
  {
    id: 'CF1',
    rules: ['SY10', 'SY14'],
    en: 'Version and health carry the envelope with the service’s name, protocol and time.',
    zh: '版本和健康接口带有平台名称、协议版本和时间。',
    run: async ({ line }) => {
      const { serverTime, protocol } = await line.ask('version');
      await line.ask('health');
      hold(
        protocol === PROTOCOL,
        `The platform speaks protocol ${protocol}; this suite and its desks speak ${PROTOCOL}.`,
        `平台使用协议 ${protocol}，本检验和终端使用协议 ${PROTOCOL}。`,
      );
      hold(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$/.test(serverTime) &&
          !Number.isNaN(Date.parse(serverTime)),
        `serverTime is ${JSON.stringify(serverTime)}; ISO 8601 with +08:00 is due.`,
        `serverTime 为 ${JSON.stringify(serverTime)}，应为带 +08:00 的 ISO 8601 时间。`,
      );
    },
  },
  {
    id: 'CF2',
    rules: ['SY8'],
    en: 'A registration code registers one desk: the same desk gets a new token and loses the old one, another desk and a wrong code are refused.',
    zh: '一个登记码只登记一台设备：同一设备重复登记得到新凭证、旧凭证失效；别的设备和错误的登记码被拒绝。',
    run: async ({ line, desk }) => {
      const ask = { protocol: PROTOCOL, code: desk.code, device: desk.device, name: DESK_NAME };
      const old = desk.token;
      desk.token = (await line.ask('registerDevice', { body: ask })).token;
      await desk.page(desk.cursor, 1);
      const { status } = await line.send('feed', { token: old, query: { cursor: desk.cursor } });
      hold(
        desk.token !== old && status === 401,
        'After the desk registered again its old token still opens the door.',
        '设备重新登记后，旧凭证仍然有效。',
      );
      const stranger = { ...ask, device: `conformance-${ulid()}` };
      await line.refused('registerDevice', { body: stranger }, 'FORBIDDEN');
      await line.refused('registerDevice', { body: { ...ask, code: 'NO-SUCH-CODE-0000' } }, 'FORBIDDEN');
    },
  },
  {
    id: 'CF3',
    rules: ['SY14'],
    en: 'A message of an older or newer protocol is answered UPGRADE whatever its other fields, and nothing of it takes effect.',
    zh: '协议版本不同的报文一律答复 UPGRADE，不论其他字段如何，且不生效。',
    run: async ({ line, desk, people }) => {
      const [person] = await people(1);
      const operation = desk.change(person as { id: string }, { nation: '02' });
      for (const protocol of [PROTOCOL - 1, PROTOCOL + 1]) {
        const { code, token } = desk;
        // Another device, so that a platform that takes the message gives the suite's own desk no new token.
        const device = `conformance-${ulid()}`;
        await line.refused(
          'registerDevice',
          { body: { protocol, code, device, name: DESK_NAME } },
          'UPGRADE',
        );
        await line.refused(
          'pushOperations',
          { token, body: { protocol, operations: [operation] } },
          'UPGRADE',
        );
        await line.refused('pushOperations', { token, body: { protocol, laterField: [] } }, 'UPGRADE');
      }
      hold(
        (await desk.status(operation.opId)) === null,
        'An operation that came with another protocol version was decided.',
        '协议版本不同的报文里的业务被平台办理了。',
      );
    },
  },
  {
    id: 'CF4',
    rules: ['SY1', 'SY8'],
    en: 'Every refusal has the envelope, a code of the protocol with its status, and a Chinese sentence; desks’ routes refuse a stranger.',
    zh: '每个拒绝都带信封、协议规定的代码和状态，以及中文说明；终端接口拒绝陌生凭证。',
    run: async ({ line, desk }) => {
      for (const name of forDesks) {
        const ask: Ask = { token: strangersToken(), params: anyParams, query: { cursor: 'x' } };
        await line.refused(
          name,
          routeOf(name).body === undefined ? ask : { ...ask, body: {} },
          'UNAUTHORISED',
        );
      }
      for (const name of NAMES.filter((n) => routeOf(n).body !== undefined && ROUTES[n].caller !== 'tax')) {
        await line.refused(name, { token: desk.token, body: '<html>' }, 'BAD_REQUEST');
      }
      await line.refused(
        'pushOperations',
        { token: desk.token, body: { protocol: PROTOCOL, operations: 7 } },
        'BAD_REQUEST',
      );
      await line.refused(
        'feed',
        { token: desk.token, query: { cursor: desk.cursor, limit: '0' } },
        'BAD_REQUEST',
      );
    },
  },
  {
    id: 'CF5',
    rules: ['SY8', 'SY9'],
    en: 'A body over the route’s limit is TOO_LARGE; a batch over the number of operations is refused whole; a full batch is answered one by one.',
    zh: '超过字节上限答复 TOO_LARGE；超过笔数的批次整批拒绝；满批逐笔给结论。',
    run: async ({ line, desk, people }) => {
      for (const name of NAMES) {
        const { body, caller } = routeOf(name);
        if (body === undefined || caller === 'tax') continue;
        const tooMuch = JSON.stringify({ filler: 'x'.repeat(body.maxBytes) });
        await line.refused(name, { token: desk.token, body: tooMuch }, 'TOO_LARGE');
      }
      const crowd = await people(MAX_BATCH_OPERATIONS + 1);
      const operations = crowd.map((person) => desk.change(person, { nation: '02' }));
      const body = { protocol: PROTOCOL, operations };
      await line.refused('pushOperations', { token: desk.token, body }, 'BAD_REQUEST', 'TOO_LARGE');
      hold(
        (await desk.status(operations[0]?.opId ?? '')) === null,
        'A batch was refused for its number of operations, and one of them was decided all the same.',
        '批次因笔数过多被拒绝，其中的业务却被办理了。',
      );
      await desk.push(operations.slice(0, MAX_BATCH_OPERATIONS));
    },
  },
  {
    id: 'CF6',
    rules: ['SY8'],
    en: 'No refusal and no verdict on unreadable operations repeats the personal data that was sent.',
    zh: '拒绝和对不可读业务的结论都不回显上传的个人信息。',
    run: async ({ line, desk, place }) => {
      const body = newcomer(place, { name: '检验隐私', phone: '15409876543', year: 2027 });
      const secret = { certNo: String(body.certNo), name: '检验隐私', phone: '15409876543' };
      const said = [
        await line.send('registerDevice', {
          body: { protocol: PROTOCOL, code: secret.certNo, device: 'x', name: secret.name },
        }),
        await line.send('registerDevice', {
          body: { protocol: PROTOCOL, code: 'AAAA-AAAA', device: 'conformance-x', ...secret },
        }),
        await line.send('pushOperations', {
          token: desk.token,
          body: `{"protocol":1,"operations":[{"name":"${secret.name}",`,
        }),
        await line.send('pushOperations', {
          token: desk.token,
          body: { protocol: PROTOCOL, [secret.name]: secret },
        }),
        await line.send('pushOperations', {
          token: desk.token,
          body: {
            protocol: PROTOCOL,
            operations: [{ ...desk.operation('RES_REGISTER', body), [secret.name]: secret, v: 99 }],
          },
        }),
        await line.send('decide', { token: desk.token, body: { id: 'x', matter: secret.name, ...secret } }),
        await line.send('feed', { token: desk.token, query: { cursor: `${secret.certNo}${secret.name}` } }),
        await line.send('operationStatus', { token: desk.token, params: { opId: secret.certNo } }),
      ];
      for (const { text, headers } of said) {
        const all = text + [...headers].join('\n');
        const told = Object.entries(secret).filter(([, value]) => all.includes(value));
        hold(
          told.length === 0,
          `An answer repeats ${told.map(([key]) => key).join(', ')} of what was sent; answers are kept in logs along the way.`,
          `答复里回显了上传内容的 ${told.map(([key]) => key).join('、')}；答复会留在沿途的日志里。`,
        );
      }
    },
  },
];
