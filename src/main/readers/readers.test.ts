import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { CVR_GOOD, CVR_NO_CARD, postAnswer, RESIDENT } from '#fixtures/readers/answers';
import { type FakeService, httpService } from '#fixtures/readers/service';
import { type HandlerParts, handlersFor } from '../handlers';
import { Readers } from './readers';
import { ReaderSettingFile } from './settingFile';
import { readersAt } from './testReaders';

const services: FakeService[] = [];
const serve = async (...of: Parameters<typeof httpService>): Promise<FakeService> => {
  const service = await httpService(...of);
  services.push(service);
  return service;
};
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
});
const newFolder = () => mkdtempSync(join(tmpdir(), 'canbao-reader-'));

describe('[RC14] one read at a time, and given up when the clerk says so', () => {
  test('a second read is told so; cancelled, the first one ends and the device is closed', async () => {
    let asked: () => void = () => undefined;
    const laid = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const service = await serve({
      '/OpenDevice': CVR_GOOD,
      '/readcard': (response) => {
        asked();
        response.end(CVR_NO_CARD);
      },
      '/CloseDevice': CVR_GOOD,
    });
    const readers = await readersAt(
      { adapter: 'cvr', port: service.port },
      { waitMs: 60_000, againMs: 60_000 },
    );
    const first = readers.read();
    await laid;
    expect(await readers.read()).toMatchObject({ error: { code: 'READER_BUSY' } });
    readers.cancel();
    expect(await first).toMatchObject({ error: { code: 'READER_CANCELLED' } });
    expect(service.asked.at(-1)).toBe('GET /CloseDevice');
    // And the next read goes again.
    const again = readers.read();
    readers.cancel();
    expect(await again).toMatchObject({ error: { code: 'READER_CANCELLED' } });
  });

  test('given up while a silent service is asked; choosing another reader gives up too; cancelling nothing is nothing', async () => {
    let heard: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const silent = await serve({ '/card=idcard': () => heard() });
    const readers = await readersAt({ adapter: 'post', port: silent.port });
    readers.cancel();
    const reading = readers.read();
    await asked;
    expect(await readers.choose(null)).toMatchObject({ ok: true, value: { state: 'none' } });
    expect(await reading).toMatchObject({ error: { code: 'READER_CANCELLED' } });
  });
});

describe('[RC15] the setting of the machine', () => {
  test('none by default; chosen, it is there after a restart; twice is once; taken back, it is none', async () => {
    const folder = newFolder();
    const fresh = new Readers(await ReaderSettingFile.open(folder));
    expect(await fresh.state()).toMatchObject({ setting: null, state: 'none' });
    const setting = { adapter: 'jsonp', port: 18_989, call: null, businessType: null } as const;
    await fresh.choose(setting);
    await fresh.choose(setting);
    const later = new Readers(await ReaderSettingFile.open(folder));
    expect((await later.state()).setting).toEqual(setting);
    await later.choose(null);
    expect((await ReaderSettingFile.open(folder)).current).toBeNull();
  });

  test('a file that is half-written, huge, of a newer program or hostile is no setting and stays as it is', async () => {
    const newer = JSON.stringify({ version: 2, setting: { adapter: 'cvr' } });
    const elsewhere =
      '{"version":1,"setting":{"adapter":"cvr","port":19196,"host":"10.0.0.1","call":null,"businessType":null}}';
    for (const text of ['', '{"version":1,"set', newer, elsewhere, '['.repeat(100_000), '{"version":1}']) {
      const folder = newFolder();
      const path = join(folder, 'reader.json');
      writeFileSync(path, text);
      const readers = new Readers(await ReaderSettingFile.open(folder));
      expect((await readers.state()).state).toBe('none');
      expect(await readers.read()).toMatchObject({ error: { code: 'READER_NOT_SET' } });
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });

  test('a disk that takes nothing leaves the former setting in force, and that is said', async () => {
    const file = await ReaderSettingFile.open(join(newFolder(), 'gone'));
    const readers = new Readers(file);
    const chosen = await readers.choose({ adapter: 'cvr', port: 19_196, call: null, businessType: null });
    expect(chosen).toMatchObject({ ok: false, error: { code: 'FOLDER_GONE' } });
    expect((await readers.state()).state).toBe('none');
  });
});

test('[RC16] whether the service is there is told before the click, and nothing is asked of it', async () => {
  const service = await serve({ '/card=idcard': postAnswer(RESIDENT) });
  const readers = await readersAt({ adapter: 'post', port: service.port });
  const ready = await readers.state();
  expect(ready).toMatchObject({ state: 'ready', text: '读卡服务已启动，可以读身份证。' });
  expect(service.asked).toEqual([]);
  await service.stop();
  const down = await readers.state();
  expect(down.state).toBe('down');
  expect(down.text).toMatch(new RegExp(`读卡服务没有启动（本机端口 ${service.port}）。请打开`));
});

test('[RC17] a locked desk reads no card, and locking gives up the read that is going on', async () => {
  let heard: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const service = await serve({ '/card=idcard': () => heard() });
  const readers = await readersAt({ adapter: 'post', port: service.port });
  let locked = false;
  const desk = {
    state: () => ({ locked }),
    setLocked: (now: boolean) => {
      locked = now;
      return { locked };
    },
  };
  const handlers = handlersFor({
    desk,
    readers,
    clipboard: { clear: async () => undefined },
  } as unknown as HandlerParts);
  const reading = handlers['reader/read']({});
  await asked;
  handlers['desk/lock']({});
  expect(await reading).toMatchObject({ error: { code: 'READER_CANCELLED' } });
  expect(await handlers['reader/read']({})).toMatchObject({ error: { code: 'LOCKED' } });
  expect(service.asked).toHaveLength(1);
});
