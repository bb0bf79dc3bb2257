import { afterEach, describe, expect, test } from 'vitest';
import { credentialAnswer, RESIDENT, socialAnswer } from '#fixtures/readers/answers';
import { type FakeService, httpService } from '#fixtures/readers/service';
import { readersAt } from './testReaders';

const services: FakeService[] = [];
const serve = async (service: Promise<FakeService>): Promise<FakeService> => {
  services.push(await service);
  return service;
};
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
});

describe('[RC12] social security card', () => {
  test('the text of 38号文, by its order', async () => {
    const service = await serve(httpService({ '/api/entry': socialAnswer(RESIDENT) }));
    const read = await (await readersAt({ adapter: 'social', port: service.port })).read();
    expect(read).toMatchObject({
      ok: true,
      value: {
        kind: 'socialCard',
        certType: '01',
        number: RESIDENT.number,
        name: '柳青禾',
        validTo: '2036-03-30',
      },
    });
    expect(service.asked).toEqual(['GET /api/entry?param=jiangsu']);
  });

  test('a text in another order is refused and not guessed', async () => {
    for (const data of [
      `"${RESIDENT.number}^柳青禾^X1^"`,
      '""',
      'null',
      '{"a":1}',
      `"1|${RESIDENT.number}"`,
    ]) {
      const service = await serve(httpService({ '/api/entry': `{"code":200,"data":${data}}` }));
      const read = await (await readersAt({ adapter: 'social', port: service.port })).read();
      expect(read).toMatchObject({ ok: false, error: { code: 'READER_FOREIGN' } });
    }
  });
});

describe('[RC13] electronic credential', () => {
  test('is asked for with the business type that is set; who it is, is taken, and the token is not', async () => {
    for (const asText of [false, true]) {
      const service = await serve(httpService({ '/api/entry': credentialAnswer(RESIDENT, asText) }));
      const readers = await readersAt({ adapter: 'credential', port: service.port, businessType: '01101' });
      const read = await readers.read();
      expect(read).toMatchObject({
        ok: true,
        value: {
          kind: 'credential',
          certType: '01',
          number: RESIDENT.number,
          name: '柳青禾',
          birthDate: '1979-03-14',
        },
      });
      expect(JSON.stringify(read)).not.toContain('TOKEN');
      expect(service.asked).toEqual(['GET /api/entry?param=jiangsu_qrcode_01101']);
    }
  });

  test('without a business type nothing is asked, and what is missing is said before the click', async () => {
    const service = await serve(httpService({ '/api/entry': credentialAnswer(RESIDENT) }));
    const readers = await readersAt({ adapter: 'credential', port: service.port });
    const state = await readers.state();
    expect(state.state).toBe('incomplete');
    expect(state.text).toMatch(/用码业务类型.*还没有填.*省医保部门/);
    expect(await readers.read()).toEqual({ ok: false, error: { code: 'READER_NOT_SET', text: state.text } });
    expect(service.asked).toEqual([]);
  });

  test('the service’s no is said in its words; another call is set where it is another service', async () => {
    const service = await serve(httpService({ '/api/entry': '{"code":1001,"message":"无效的业务代码"}' }));
    const readers = await readersAt({
      adapter: 'credential',
      port: service.port,
      businessType: '99999',
      call: 'qrcode_',
    });
    const read = await readers.read();
    expect(!read.ok && read.error.text).toContain('无效的业务代码');
    expect(service.asked).toEqual(['GET /api/entry?param=qrcode_99999']);
  });
});
