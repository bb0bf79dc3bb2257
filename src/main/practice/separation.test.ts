import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainCodec } from '../../shared/codec';
import { Desk } from '../desk';
import { IdentityStore } from '../deskIdentity';
import { readEnvironment } from '../environment';
import type { DeskHandlers } from '../handlers';
import { chooseDesk } from './chooseDesk';
import { OwnPlatform } from './ownPlatform';
import { PracticeBook, practiceHome } from './practiceBook';
import { practiceHandlers } from './practiceHandlers';

let userData: string;
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'canbao-practice-'));
});
afterEach(() => rmSync(userData, { recursive: true, force: true }));

const choose = (env: Record<string, string>, flags: string[] = []) =>
  chooseDesk(readEnvironment({ CANBAO_USER_DATA: userData, ...env }, '/none', flags));
const practiceFile = () => join(practiceHome(userData), 'practice.json');

describe('which desk a start opens', () => {
  test('[PM1][PM2] a start that says nothing is the real desk and makes no folder of practice', () => {
    expect(choose({})).toMatchObject({ ok: true, value: { practice: null, environment: { userData } } });
    expect(existsSync(practiceHome(userData))).toBe(false);
  });

  test('[PM1][PM3] in practice the named platform, its code and the day of the settings are left out', () => {
    const named = {
      CANBAO_PLATFORM_URL: 'https://p.example',
      CANBAO_REGISTRATION_CODE: 'x',
      CANBAO_TODAY: '2027-01-05',
    };
    expect(choose({ ...named, CANBAO_PRACTICE: '1' })).toMatchObject({
      ok: true,
      value: {
        environment: {
          userData: join(userData, 'practice/village-1'),
          platform: null,
          fixedDay: '2026-11-22',
        },
      },
    });
    expect(choose({ ...named, CANBAO_PRACTICE: '1' }, ['--no-practice'])).toMatchObject({
      value: { environment: { userData, platform: { url: 'https://p.example' } } },
    });
  });

  test('[PM2] a folder of practice is never opened as a real desk, nor practice within practice', () => {
    choose({}, ['--practice']);
    writeFileSync(practiceFile(), '{}');
    const inside = { CANBAO_USER_DATA: join(userData, 'practice/village-1') };
    for (const flags of [[], ['--practice']])
      expect(choose(inside, flags)).toMatchObject({ ok: false, error: { code: 'PRACTICE_FOLDER' } });
  });

  test('[PM12] after a practised power cut the next start is practice, and closing in the ordinary way calls it off', async () => {
    const book = PracticeBook.open(userData);
    await book.change({ powerCut: true });
    expect(choose({})).toMatchObject({ ok: true, value: { practice: expect.anything() } });
    expect(choose({}, ['--no-practice'])).toMatchObject({ value: { practice: null } });
    await book.change({ powerCut: false });
    expect(choose({})).toMatchObject({ ok: true, value: { practice: null } });
  });

  test.each(['', '{', '{"version":2}', '\u0000'.repeat(1_000), '[]', 'null'])(
    '[PM6] a progress file that holds %j keeps nobody from the real desk; practice begins anew and keeps the file aside',
    (text) => {
      mkdirSync(join(practiceHome(userData), 'village-3'), { recursive: true });
      writeFileSync(practiceFile(), text);
      expect(choose({})).toMatchObject({ ok: true, value: { practice: null } });
      const book = PracticeBook.open(userData);
      expect([book.wasDamaged, book.current.village]).toEqual([true, 4]);
      expect(readFileSync(`${practiceFile()}.damaged`, 'utf8')).toBe(text);
    },
  );

  test('[PM8] putting the village back is a folder that is new; the old one is removed at the next start, what was learnt stays', async () => {
    const book = PracticeBook.open(userData);
    mkdirSync(book.folder, { recursive: true });
    await book.change({ done: { enrol: '2026-11-22T01:00:00.000Z' } });
    await book.reset();
    expect(book.folder).toBe(join(userData, 'practice/village-2'));
    const next = PracticeBook.open(userData);
    expect(existsSync(join(userData, 'practice/village-1'))).toBe(false);
    expect(next.current).toMatchObject({ village: 2, current: null, done: { enrol: expect.any(String) } });
  });
});

describe('what practice can reach', () => {
  let real: Server;
  let realUrl: string;
  let asked: string[];
  beforeEach(async () => {
    asked = [];
    real = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => real.listen(0, '127.0.0.1', resolve));
    realUrl = `http://127.0.0.1:${(real.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => real.close(resolve)));

  const reaches = (own: OwnPlatform, url: string) => own.reaches(new URL(url));

  test('[PM3] one address of this machine, as its own platform told it, while that platform runs; no other', () => {
    const own = new OwnPlatform();
    expect(reaches(own, 'http://127.0.0.1:7000/v1/health')).toBe(false);
    own.isAt('http://127.0.0.1:7000');
    expect(reaches(own, 'http://127.0.0.1:7000/v1/health')).toBe(true);
    for (const other of [
      'http://127.0.0.1:7001/',
      'https://127.0.0.1:7000/',
      'http://127.0.0.1.example:7000/',
      'http://user@p.example:7000/',
      'http://localhost:7000/',
      'http://[::1]:7000/',
    ])
      expect(reaches(own, other), other).toBe(false);
    own.isGone();
    expect(reaches(own, 'http://127.0.0.1:7000/v1/health')).toBe(false);
    for (const foreign of [
      'https://p.example',
      'http://10.0.0.1:7000',
      'http://0.0.0.0:7000',
      'not an address',
      '',
    ]) {
      own.isAt(foreign);
      if (URL.canParse(foreign)) expect(reaches(own, foreign), foreign).toBe(false);
    }
  });

  /** A practice desk whose own files say whatever they say. */
  async function practiceDesk(registration: unknown, own: OwnPlatform) {
    const fresh = await IdentityStore.open(userData, plainCodec);
    if (!fresh.ok) throw new Error(fresh.error.text);
    if (registration) await fresh.value.change({ registration: registration as never });
    return new Desk({
      identity: fresh.value,
      version: '0.1.0',
      trial: true,
      fixedDay: '2026-11-22',
      isUnused: () => true,
      onChange: () => undefined,
      practice: own,
    });
  }
  const registered = (mode: 'trial' | 'platform') => ({
    mode,
    url: realUrl,
    token: 't'.repeat(32),
    jurisdiction: { region: '220199', name: '青禾镇', prefixes: ['220199100'] },
  });

  test.each(['trial', 'platform'] as const)(
    '[PM3][PM4] a registered platform (%s) that listens sees no request of practice, whatever is asked of the line',
    async (mode) => {
      const own = new OwnPlatform();
      own.isAt('http://127.0.0.1:9');
      const desk = await practiceDesk(registered(mode), own);
      // A trial's address of this run, told by nobody but the practice platform, is held against it all the same.
      desk.trialIsAt(realUrl);
      const line = desk.transport();
      if (!line) throw new Error('there is a registration');
      const answers = await Promise.all([
        line.health(),
        line.version?.(),
        line.push([]),
        line.feed({ cursor: '0', limit: 1 }),
        line.assignment?.(),
        line.policy?.(),
        line.policyKey?.(),
        line.snapshot(),
        line.segment?.({ id: 'a', n: 0 }),
        line.reviews?.queue(),
        line.bags?.deliver('x'),
        line.register({ code: 'QH-1', device: 'desk-12345678', name: '一号' }),
      ]);
      expect(answers.map((answer) => answer?.ok)).toEqual(answers.map(() => false));
      expect(await desk.register({ url: realUrl, code: 'QH-1', name: '一号' })).toMatchObject({
        ok: false,
        error: { code: 'PRACTICE' },
      });
      expect((await desk.registerTrial({ url: realUrl, code: 'QH-1' })).ok).toBe(false);
      expect(asked).toEqual([]);
    },
  );

  test('[PM3] the same desk without practice does reach it: the test above can fail', async () => {
    const own = new OwnPlatform();
    own.isAt(realUrl);
    const desk = await practiceDesk(registered('platform'), own);
    await desk.transport()?.health();
    expect(asked).toHaveLength(1);
    own.isGone();
    await desk.transport()?.health();
    expect(asked).toHaveLength(1);
  });

  test('[PM4][PM5] no platform is registered from the window, no bag goes out, and what is saved says that it is practice', async () => {
    const saved: unknown[] = [];
    const keep = (ask: unknown) => {
      saved.push(ask);
      return { ok: true, value: { path: null } };
    };
    const real = new Proxy({} as DeskHandlers, { get: () => keep, ownKeys: () => [] });
    const handlers = practiceHandlers(real);
    for (const answer of [
      await handlers['desk/register']({ url: realUrl, code: 'x', name: 'y' }),
      await handlers['bag/export']({ again: null }),
      await handlers['bag/deliver']({ bag: 'x' }),
    ])
      expect(answer).toMatchObject({ ok: false, error: { code: 'PRACTICE' } });
    expect(saved).toEqual([]);
    const roster = { title: '名册'.repeat(50) } as never;
    await handlers['roster/save']({ roster, fileName: '名册.xlsx' });
    await handlers['roster/saveBook']({ book: roster, fileName: '名册.xlsx' });
    const sheet = { name: '表', title: '月报', note: '', headings: ['项目'], rows: [] };
    await handlers['plain/save']({
      book: { title: '月报', on: '2026-11-22', sheets: [sheet] },
      fileName: '月报.xlsx',
    });
    await handlers['paper/pdf']({ fileName: '名'.repeat(120) });
    await handlers['replies/save']({ replies: [], fileName: 'a' });
    await handlers['batch/saveErrors']({ book: {} as never, fileName: 'a' });
    expect(saved).toMatchObject([
      { fileName: '练习-名册.xlsx', roster: { title: expect.stringMatching(/^练习，无效　名册/) } },
      { fileName: '练习-名册.xlsx', book: { title: expect.stringMatching(/^练习，无效　名册/) } },
      { fileName: '练习-月报.xlsx', book: { sheets: [{ title: '练习，无效　月报' }] } },
      { fileName: expect.stringMatching(/^练习-名.{116}$/) },
      { fileName: '练习-a' },
      { fileName: '练习-a' },
    ]);
    expect((saved[0] as { roster: { title: string } }).roster.title).toHaveLength(100);
  });
});
