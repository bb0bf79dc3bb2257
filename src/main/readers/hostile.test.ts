import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { jsonpAnswer, postAnswer, RESIDENT, socketAnswer } from '#fixtures/readers/answers';
import { gbk } from '#fixtures/readers/gbk';
import { type FakeService, type HttpAnswer, httpService, socketService } from '#fixtures/readers/service';
import { readersAt } from './testReaders';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const post = async (answer: HttpAnswer): Promise<FakeService> => {
  const service = await httpService({ '/card=idcard': answer });
  ends.push(service.stop);
  return service;
};
const SHORT = { read: { timeoutMs: 250, maxBytes: 200_000 } };
/** The code a read ends with, from a service that answers like this. */
async function met(answer: HttpAnswer, limits = {}): Promise<string> {
  const { port } = await post(answer);
  const read = await (await readersAt({ adapter: 'post', port }, limits)).read();
  return read.ok ? `read ${read.value.name}` : read.error.code;
}
const withType = (type: string, body: string | Uint8Array) => (response: ServerResponse) =>
  void response.writeHead(200, { 'content-type': type }).end(body);

describe('[RC5] an answer is bounded in size and in time', () => {
  test('huge, whether its length is told or not, and endless', async () => {
    expect(await met('x'.repeat(300_000))).toBe('READER_OVERSIZED');
    let open = true;
    const endless = (response: ServerResponse) => {
      response.on('close', () => {
        open = false;
      });
      const more = () => open && response.write(Buffer.alloc(50_000, 0x20), () => setImmediate(more));
      more();
    };
    expect(await met(endless)).toBe('READER_OVERSIZED');
    await expect.poll(() => open).toBe(false);
  });

  test('silent, and dripping a byte at a time', async () => {
    expect(await met(() => undefined, SHORT)).toBe('READER_SLOW');
    const drip = (response: ServerResponse) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    };
    expect(await met(drip, SHORT)).toBe('READER_SLOW');
  });

  test('cut in the middle, in the header or in the body', async () => {
    const half = (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': '5000' });
      response.write(postAnswer(RESIDENT).slice(0, 40), () => response.destroy());
    };
    expect(await met(half)).toBe('READER_CUT');
    expect(await met((response) => response.destroy())).toBe('READER_CUT');
    // Whole as HTTP goes, and half a JSON.
    expect(await met(postAnswer(RESIDENT).slice(0, 80))).toBe('READER_FOREIGN');
    expect(await met('')).toBe('READER_FOREIGN');
  });
});

describe('[RC4] only this machine, and only the service asked', () => {
  test('a redirect leads nowhere; a page, an error and a compressed answer are nobody’s', async () => {
    const lure = await httpService({ '/': postAnswer(RESIDENT) });
    ends.push(lure.stop);
    const to = `http://127.0.0.1:${lure.port}/`;
    expect(await met((response) => void response.writeHead(302, { location: to }).end())).toBe(
      'READER_FOREIGN',
    );
    expect(lure.asked).toEqual([]);
    expect(await met((response) => void response.writeHead(500).end(postAnswer(RESIDENT)))).toBe(
      'READER_FOREIGN',
    );
    expect(
      await met((response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('{}')),
    ).toBe('READER_FOREIGN');
    expect(await met('<html><body>It works!</body></html>')).toBe('READER_FOREIGN');
  });

  test('who speaks no HTTP at all, and a port where nobody listens', async () => {
    const server = createServer((line) => {
      line.on('error', () => undefined);
      line.resume();
      line.end('SSH-2.0-OpenSSH_9.6\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const readers = await readersAt({ adapter: 'post', port });
    expect(await readers.read()).toMatchObject({ error: { code: 'READER_FOREIGN' } });
    await new Promise((resolve) => server.close(resolve));
    const gone = await readers.read();
    expect(gone).toMatchObject({ error: { code: 'READER_DOWN' } });
    expect(!gone.ok && gone.error.text).toMatch(/读卡服务没有启动.*安装驱动/);
  });

  test('a setting names a port and a call, never an address', async () => {
    const readers = await readersAt({ adapter: 'social', port: 8321 });
    const { ReaderSetting } = await import('#shared/readers/setting');
    for (const call of ['a&b', '../x', 'x y', 'http://10.0.0.1', ''])
      expect(
        ReaderSetting.safeParse({ adapter: 'social', port: 8321, call, businessType: null }).success,
      ).toBe(false);
    for (const port of [0, 65_536, 1.5, -1])
      expect(
        ReaderSetting.safeParse({ adapter: 'social', port, call: null, businessType: null }).success,
      ).toBe(false);
    expect((await readers.state()).setting?.port).toBe(8321);
  });
});

describe('[RC6] the encoding is found out', () => {
  test('UTF-8 and GBK, whatever the header says or does not say', async () => {
    const utf8 = Buffer.from(postAnswer(RESIDENT));
    const old = gbk(postAnswer(RESIDENT));
    const types = [
      'application/json',
      'application/json; charset=utf-8',
      'text/html;charset=GBK',
      'text/plain',
    ];
    for (const type of types) {
      expect(await met(withType(type, old)), type).toBe('read 柳青禾');
      if (!type.includes('GBK')) expect(await met(withType(type, utf8)), type).toBe('read 柳青禾');
    }
    expect(await met(Buffer.concat([Buffer.from('\ufeff'), utf8]))).toBe('read 柳青禾');
  });

  test('what is neither is refused', async () => {
    expect(await met(Uint8Array.of(0x7b, 0x22, 0xff, 0xff, 0x22, 0x7d))).toBe('READER_ENCODING');
  });

  test('over WebSocket as well', async () => {
    const service = await socketService((line) => line.send(gbk(socketAnswer(RESIDENT)), { binary: false }));
    ends.push(service.stop);
    const read = await (await readersAt({ adapter: 'socket', port: service.port })).read();
    expect(read).toMatchObject({ ok: true, value: { name: '柳青禾' } });
  });
});

describe('[RC7] JSONP is text', () => {
  const jsonp = async (body: string) => {
    const service = await httpService({ '/api/ReadMsg': body });
    ends.push(service.stop);
    const read = await (await readersAt({ adapter: 'jsonp', port: service.port })).read();
    return read.ok ? `read ${read.value.name}` : read.error.code;
  };

  test('a program is not run, another callback, a cut one and a second call are refused', async () => {
    const global = globalThis as { ran?: boolean };
    expect(await jsonp('globalThis.ran=true;canbao({})')).toBe('READER_FOREIGN');
    expect(await jsonp('canbao((globalThis.ran=true,{"code":"0"}))')).toBe('READER_FOREIGN');
    expect(global.ran).toBeUndefined();
    expect(await jsonp(jsonpAnswer(RESIDENT, '0', 'jQuery123'))).toBe('READER_FOREIGN');
    expect(await jsonp(jsonpAnswer(RESIDENT).slice(0, -2))).toBe('READER_FOREIGN');
    expect(await jsonp(`${jsonpAnswer(RESIDENT)}${jsonpAnswer(RESIDENT)}`)).toBe('READER_FOREIGN');
  });

  test('plain JSON and a comment before the call are taken', async () => {
    expect(await jsonp(jsonpAnswer(RESIDENT).slice('canbao('.length, -2))).toBe('read 柳青禾');
    expect(await jsonp(`/**/ ${jsonpAnswer(RESIDENT)}\r\n`)).toBe('read 柳青禾');
  });
});

describe('[RC3] a hostile answer does nothing but be refused', () => {
  const info = (over: object) =>
    JSON.stringify({ code: 0, IDCardInfo: { ...JSON.parse(postAnswer(RESIDENT)).IDCardInfo, ...over } });

  test('markup, a false number, numbers for texts, lists, endless fields', async () => {
    expect(await met(info({ name: '<script>alert(1)</script>' }))).toBe('READER_CARD');
    expect(await met(info({ cardID: '220199197903140020' }))).toBe('READER_CARD');
    expect(await met(info({ sex: '男' }))).toBe('READER_CARD');
    expect(await met(info({ name: 12 }))).toBe('READER_FOREIGN');
    expect(await met(info({ name: ['柳'] }))).toBe('READER_FOREIGN');
    expect(await met(info({ address: '村'.repeat(400) }))).toBe('READER_FOREIGN');
    for (const body of ['null', '[]', '1', '"x"', '{"IDCardInfo":{}}', '{"IDCardInfo":null}'])
      expect(await met(body), body).toBe('READER_FOREIGN');
    expect(await met('['.repeat(100_000))).toBe('READER_FOREIGN');
  });

  test('no prototype is touched, and no number comes back in a sentence', async () => {
    const before = Object.keys(Object.prototype);
    const fields = postAnswer(RESIDENT).slice(1, -1);
    expect(
      await met(`{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${fields}}`),
    ).toBe('read 柳青禾');
    expect(Object.keys(Object.prototype)).toEqual(before);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const { port } = await post(info({ cardID: '220199197903140020' }));
    const read = await (await readersAt({ adapter: 'post', port })).read();
    expect(JSON.stringify(read)).not.toMatch(/\d{15}/);
  });
});
