import { afterEach, describe, expect, test } from 'vitest';
import {
  CVR_GOOD,
  CVR_NO_CARD,
  cvrAnswer,
  type FakeCard,
  jsonpAnswer,
  postAnswer,
  RESIDENT,
  socketAnswer,
} from '#fixtures/readers/answers';
import { type FakeService, httpService, socketService } from '#fixtures/readers/service';
import { mod11_2 } from '#shared/codes/checkDigits';
import type { CardRead } from '#shared/readers/card';
import { readersAt } from './testReaders';

const services: FakeService[] = [];
const serve = async (service: Promise<FakeService>): Promise<FakeService> => {
  services.push(await service);
  return service;
};
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
});

const LIU: CardRead = {
  kind: 'residentId',
  certType: '01',
  number: RESIDENT.number,
  name: RESIDENT.name,
  sex: '2',
  nation: '11',
  nationality: 'CHN',
  birthDate: '1979-03-14',
  address: RESIDENT.address,
  issuer: RESIDENT.issuer,
  validFrom: '2016-03-30',
  validTo: '2036-03-30',
};
const WANG: FakeCard = {
  ...RESIDENT,
  name: '港居民',
  nation: '',
  birth: '19900505',
  number: `81000019900505001${mod11_2('81000019900505001')}`,
  sex: '男',
  to: '长期',
};

describe('[RC8] CVR type', () => {
  test('opens, asks until a card lies there, and closes', async () => {
    let asked = 0;
    const service = await serve(
      httpService({
        '/OpenDevice': CVR_GOOD,
        '/readcard': (response) => {
          asked += 1;
          response.end(asked < 3 ? CVR_NO_CARD : cvrAnswer(RESIDENT));
        },
        '/CloseDevice': CVR_GOOD,
      }),
    );
    const readers = await readersAt({ adapter: 'cvr', port: service.port });
    expect(await readers.read()).toEqual({ ok: true, value: LIU });
    expect(service.asked).toEqual(['GET /OpenDevice', ...Array(3).fill('GET /readcard'), 'GET /CloseDevice']);
  });

  test('a device that does not open, and a card that is not laid, are said in the service’s words; it is closed all the same', async () => {
    const service = await serve(
      httpService({
        '/OpenDevice': '{"resultFlag":"-1","errorMsg":"端口打开失败\\r\\n\\u202e"}',
        '/CloseDevice': CVR_GOOD,
      }),
    );
    const readers = await readersAt({ adapter: 'cvr', port: service.port });
    const answer = await readers.read();
    expect(answer).toMatchObject({ ok: false, error: { code: 'READER_SAID_NO' } });
    expect(!answer.ok && answer.error.text).toContain('读卡服务说“端口打开失败”');
    expect(service.asked.at(-1)).toBe('GET /CloseDevice');

    const empty = await serve(
      httpService({ '/OpenDevice': CVR_GOOD, '/readcard': CVR_NO_CARD, '/CloseDevice': CVR_GOOD }),
    );
    const waits = await readersAt({ adapter: 'cvr', port: empty.port });
    expect(await waits.read()).toMatchObject({ error: { code: 'READER_SAID_NO' } });
  });

  test('a 港澳台居民居住证 by its letter; a letter nobody knows is left to the number', async () => {
    for (const letter of ['J', '?']) {
      const service = await serve(
        httpService({
          '/OpenDevice': CVR_GOOD,
          '/readcard': cvrAnswer(WANG, letter),
          '/CloseDevice': CVR_GOOD,
        }),
      );
      const read = await (await readersAt({ adapter: 'cvr', port: service.port })).read();
      expect(read).toMatchObject({
        ok: true,
        value: { kind: 'hmtResidence', certType: '17', validTo: '长期' },
      });
    }
  });
});

describe('[RC9] JSONP type', () => {
  test('a resident, a 港澳台居民 and a foreigner of 2023', async () => {
    const foreigner: FakeCard = {
      ...RESIDENT,
      name: '证件样本',
      nation: '巴基斯坦/PAK',
      birth: '19800101',
      number: `92299919800101002${mod11_2('92299919800101002')}`,
      address: '',
      issuer: '',
    };
    const cases: [FakeCard, string, object][] = [
      [RESIDENT, '0', LIU],
      [WANG, '2', { kind: 'hmtResidence', certType: '17', sex: '1' }],
      [
        foreigner,
        '3',
        { kind: 'permanentResident', certType: '07', nationality: 'PAK', nation: null, address: null },
      ],
    ];
    for (const [card, type, expected] of cases) {
      const service = await serve(httpService({ '/api/ReadMsg': jsonpAnswer(card, type) }));
      const read = await (await readersAt({ adapter: 'jsonp', port: service.port })).read();
      expect(read).toMatchObject({ ok: true, value: expected });
      expect(service.asked).toEqual(['GET /api/ReadMsg?waitTime=8&NoPhoto=1&callback=canbao']);
    }
  });

  test('no card is said in the service’s words', async () => {
    const none = 'canbao({"code":"1","retmsg":"未放卡或卡片已损坏"})';
    const service = await serve(httpService({ '/api/ReadMsg': none }));
    const read = await (await readersAt({ adapter: 'jsonp', port: service.port })).read();
    expect(!read.ok && read.error.text).toContain('未放卡或卡片已损坏');
  });
});

test('[RC10] POST type: IDCardInfo, the kind by the number', async () => {
  const service = await serve(httpService({ '/card=idcard': postAnswer(RESIDENT) }));
  const readers = await readersAt({ adapter: 'post', port: service.port });
  expect(await readers.read()).toEqual({ ok: true, value: LIU });
  expect(service.asked).toEqual(['POST /card=idcard']);
  const no = await serve(
    httpService({ '/card=idcard': '{"code":-3,"message":"没有找到设备","IDCardInfo":null}' }),
  );
  const failed = await (await readersAt({ adapter: 'post', port: no.port })).read();
  expect(!failed.ok && failed.error.text).toContain('没有找到设备');
});

describe('[RC11] multi-reader over WebSocket', () => {
  test('asks for an ID card and lets other messages pass', async () => {
    const service = await serve(
      socketService((line) => {
        line.send('{"type":270,"data":"AAAA"}');
        line.send(socketAnswer(RESIDENT));
      }),
    );
    const readers = await readersAt({ adapter: 'socket', port: service.port });
    expect(await readers.read()).toEqual({ ok: true, value: LIU });
    expect(service.asked).toEqual(['{"type":4}']);
  });

  test('its error numbers are said in words', async () => {
    const service = await serve(socketService((line) => line.send('{"type":4,"ret":-3}')));
    const read = await (await readersAt({ adapter: 'socket', port: service.port })).read();
    expect(!read.ok && read.error.text).toContain('打开设备失败');
  });

  test('endless other messages, a text that is none, a line that is cut, a service that is not WebSocket', async () => {
    const ways: [string, Promise<FakeService>][] = [
      ['READER_FOREIGN', socketService((line) => Array.from({ length: 50 }, () => line.send('{"type":9}')))],
      ['READER_FOREIGN', socketService((line) => line.send('hello'))],
      ['READER_FOREIGN', socketService((line) => line.send('{"type":4,"ret":0,"name":["柳"]}'))],
      ['READER_CUT', socketService((line) => line.terminate())],
      ['READER_OVERSIZED', socketService((line) => line.send(Buffer.alloc(300_000, 0x20)))],
      ['READER_ENCODING', socketService((line) => line.send(Uint8Array.of(0x7b, 0xff, 0xff)))],
      ['READER_FOREIGN', httpService({})],
    ];
    for (const [code, way] of ways) {
      const service = await serve(way);
      const read = await (await readersAt({ adapter: 'socket', port: service.port })).read();
      expect(read).toMatchObject({ ok: false, error: { code } });
    }
  });

  test('taken back by the clerk, the device is told to stop waiting', async () => {
    const messages: string[] = [];
    const service = await serve(
      socketService((_line, message) => {
        messages.push(message);
        if (message === '{"type":4}') readers.cancel();
      }),
    );
    const readers = await readersAt({ adapter: 'socket', port: service.port });
    expect(await readers.read()).toMatchObject({ error: { code: 'READER_CANCELLED' } });
    await expect.poll(() => messages).toEqual(['{"type":4}', '{"type":2}']);
  });
});
