import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addDays } from '../domain/civilDate';
import { canonicalJson } from '../json';
import { Answer } from './answer';
import { makeBook, QUESTIONS, theBook } from './book';
import { Case, CaseMatter } from './case';
import { decide } from './decide';
import { article, traceOf } from './explain';
import type { Condition, Term } from './kernel/expression';
import { loadPacks } from './params/load';
import { PACK_FILES } from './params/packs';
import { DOCUMENTS, isRegistered } from './sources/register';

const rules = QUESTIONS.flatMap((q) => q.rules);
const pack = (id: string, values: object, over: object = {}) => ({
  id,
  name: '试验',
  region: '220199',
  validFrom: '2026-01-01',
  validTo: null,
  values,
  ...over,
});
const value = (v: unknown, over: object = {}) => ({ value: v, source: '试验', status: 'assumed', ...over });
const refusals = (...files: unknown[]) => {
  const loaded = loadPacks(files);
  return loaded.ok ? [] : loaded.error.map((r) => r.text);
};

describe('the book', () => {
  it('[RU3] every rule cites an article of a registered document', () => {
    const unregistered = rules.flatMap((r) =>
      r.cites.filter((c) => !isRegistered(c)).map((c) => `${r.id}: ${c.article}`),
    );
    expect(unregistered).toEqual([]);
    expect(isRegistered({ document: 'JL-11-2022', article: '第二百条' })).toBe(false);
    expect(isRegistered({ document: 'NO-SUCH', article: '第一条' })).toBe(false);
  });

  it('[RU3] ids of documents, articles, rules and questions are given once', () => {
    expect(new Set(DOCUMENTS.map((d) => d.id)).size).toBe(DOCUMENTS.length);
    for (const d of DOCUMENTS) expect(new Set(d.articles.map((a) => a.no)).size).toBe(d.articles.length);
    expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
    expect(new Set(QUESTIONS.map((q) => q.id)).size).toBe(QUESTIONS.length);
  });

  it('[RU4] an exception names a rule of its own question', () => {
    for (const q of QUESTIONS) {
      const ids = q.rules.map((r) => r.id);
      for (const r of q.rules) if (r.exceptionTo) expect(ids).toContain(r.exceptionTo);
    }
  });

  it('[RU5] every parameter that a condition reads is named in some pack or said to be missing by name', () => {
    const named = new Set<string>();
    const term = (t: Term<Case, unknown>): void => {
      if (t.op === 'param') named.add(t.name);
      if (t.op === 'derived') t.inputs.forEach(term);
      if (t.op === 'orElse') [t.first, t.otherwise].forEach(term);
    };
    const walk = (c: Condition<Case>): void => {
      if (c.op === 'all' || c.op === 'any') c.parts.forEach(walk);
      if (c.op === 'not') walk(c.part);
      if (c.op === 'holds' || c.op === 'known') term(c.term);
      if (c.op === 'among' || c.op === 'compare') [c.op === 'among' ? c.term : c.left].forEach(term);
      if (c.op === 'compare') term(c.right);
    };
    for (const r of rules) walk(r.when);
    const set = new Set(theBook.table.packs.flatMap((p) => Object.keys(p.values)));
    expect([...named].filter((name) => !set.has(name))).toEqual([]);
    expect(named.size).toBeGreaterThan(15);
  });

  it('[RU6] the version is a hash of rules, documents and values: the same again, another when a value changes', () => {
    expect(makeBook(PACK_FILES).version).toBe(theBook.version);
    expect(theBook.version).toMatch(/^canbao-\d+-[0-9a-f]{16}$/);
    const more = [...PACK_FILES, pack('T-1', { 'newborn.days': value(91) })];
    expect(makeBook(more).version).not.toBe(theBook.version);
  });

  it('[RU7] a rule is explained by document, article, clause and printed condition', () => {
    expect(article('R-EMP-20-1')).toEqual({
      document: 'JL-11-2022',
      documentTitle: '吉林省基本医疗保险参保管理经办规程（吉医保联〔2022〕11号）',
      article: '第二十条第一项',
      clause: '职工关系为正常参保的，不能再登记，告知本人先办暂停。',
      conditionText: '职工医保参保状态为正常参保',
    });
    expect(article('R-RES-01', 'NO_LOCAL_TIE')?.conditionText).toContain('居住证');
    expect(article('R-WAIT-06#window')?.conditionText).toContain('集中缴费期');
    expect(article('R-RES-01')?.clause.split('\n')).toHaveLength(6);
    expect(article('R-NONE')).toBeUndefined();
    expect(article('R-RES-01', 'NO_SUCH_CODE')).toBeUndefined();
    for (const r of rules) expect(article(r.id)?.conditionText).not.toBe('');
  });
});

describe('parameter packs', () => {
  it.each([
    ['an unknown parameter', [pack('T-1', { 'no.such': value(1) })], '未登记的参数 no.such'],
    [
      'a waiting period over six months',
      [pack('T-1', { 'employee.waitingDays': value(181) })],
      'PARAM_OUT_OF_RANGE',
    ],
    ['a limit over six months', [pack('T-1', { 'waiting.maxMonths': value(7) })], 'PARAM_OUT_OF_RANGE'],
    [
      'a value without a source',
      [pack('T-1', { 'newborn.days': value(90, { source: ' ' }) })],
      '没有写明来源',
    ],
    ['a value of the wrong kind', [pack('T-1', { 'newborn.days': value('90') })], 'PARAM_OUT_OF_RANGE'],
    ['null that is not said to be missing', [pack('T-1', { 'newborn.days': value(null) })], 'missing'],
    ['a float of yuan', [pack('T-1', { 'resident.fee.adult': value(420) })], 'PARAM_OUT_OF_RANGE'],
    ['a day that does not exist', [pack('T-1', {}, { validFrom: '2026-02-30' })], '不合格式'],
    ['an end before its beginning', [pack('T-1', {}, { validTo: '2025-12-31' })], '早于生效日'],
    ['an unknown member', [pack('T-1', {}, { extra: 1 })], '不合格式'],
    ['something else', ['nonsense'], '(无编号)'],
  ])('[RU8] a pack with %s is refused in words', (_, files, text) => {
    expect(refusals(...files).join('\n')).toContain(text);
  });

  it('[RU8] two packs that set the same value from the same day are refused; from another day they are not', () => {
    const one = pack('T-1', { 'newborn.days': value(90) });
    expect(refusals(one, pack('T-2', { 'newborn.days': value(60) })).join()).toContain('无法取舍');
    expect(refusals(one, pack('T-1', {})).join()).toContain('重复');
    expect(refusals(one, pack('T-2', { 'newborn.days': value(60) }, { validFrom: '2027-01-01' }))).toEqual(
      [],
    );
  });

  it('[RU107] every pack of the program says when its values were last held against their sources', () => {
    expect(theBook.table.packs.filter((p) => p.checkedOn === undefined).map((p) => p.id)).toEqual([]);
  });

  const lastDay = (packs: unknown[], day: string, region = '220199') =>
    makeBook([...PACK_FILES, ...packs]).table.find('newborn.days', region, day)?.value;
  it('[RU9] the most specific region wins, then the latest that has begun; null never falls back', () => {
    const county = pack('T-1', { 'newborn.days': value(60) });
    expect(lastDay([], '2026-06-01')).toBe(90);
    expect(lastDay([county], '2025-12-31')).toBe(90);
    expect(lastDay([county], '2026-01-01')).toBe(60);
    const later = pack(
      'T-2',
      { 'newborn.days': value(45) },
      { validFrom: '2026-07-01', validTo: '2026-12-31' },
    );
    expect(lastDay([county, later], '2026-06-30')).toBe(60);
    expect(lastDay([county, later], '2026-07-01')).toBe(45);
    expect(lastDay([county, later], '2027-01-01')).toBe(60);
    const gone = pack(
      'T-3',
      { 'newborn.days': value(null, { status: 'missing' }) },
      { validFrom: '2026-03-01' },
    );
    expect(lastDay([county, gone], '2026-03-01')).toBeNull();
    expect(lastDay([county], '2026-06-01', '220298')).toBe(90);
  });

  const resident: Case = Case.parse({
    id: '1',
    matter: 'WAITING_PERIOD',
    on: '2026-12-31',
    region: '220199',
    facts: { payments: [{ scheme: 'RES', period: '2024', state: 'PAID' }] },
    request: { scheme: 'RES', year: 2027 },
  });
  it('[RU10] a region that counts only the fixed part inside the window says so in its pack', () => {
    const book = makeBook([
      ...PACK_FILES,
      pack('T-1', { 'resident.wait.variableInsideWindow': value(false) }),
    ]);
    const days = (b: typeof book) => decide(resident, b).dates.find((d) => d.name === 'benefitFrom')?.date;
    expect(days(theBook)).toBe('2027-05-31');
    expect(days(book)).toBe('2027-04-01');
    const outside = { ...resident, on: '2027-03-01' };
    expect(decide(outside, book).dates.find((d) => d.name === 'waitingLast')?.date).toBe('2027-07-29');
  });

  it('[RU10] an emptied value leaves the one output that needs it open and decides the rest', () => {
    const none = pack('T-1', { 'employee.waitingDays': value(null, { status: 'missing' }) });
    const employee = { ...registration, matter: 'EMP_REGISTER', request: { hireDate: '2026-11-20' } };
    const answer = decide(Case.parse(employee), makeBook([...PACK_FILES, none]));
    expect(answer.decision).toBe('ALLOW');
    expect(answer.needsParams).toEqual([
      { param: 'employee.waitingDays', region: '220199', on: '2026-11-22' },
    ]);
    expect(answer.dates.map((d) => d.name)).toContain('firstPeriodFrom');
  });
});

const registration = {
  id: '1',
  matter: 'RES_REGISTER',
  on: '2026-11-22',
  region: '220199',
  facts: {
    person: { certType: '01', certNo: '220199199003071234', alive: true, hukouRegion: '220199' },
    relations: [],
    payments: [],
  },
  request: { year: 2027, category: 'ADULT' },
};

describe('decide()', () => {
  it('[RU11] the same case gives the same bytes, whatever was decided between', () => {
    const subject = Case.parse(registration);
    const frozen = canonicalJson(subject);
    const first = JSON.stringify(decide(subject));
    decide(Case.parse({ ...registration, matter: 'EMP_REGISTER', request: { hireDate: '2026-11-01' } }));
    expect(JSON.stringify(decide(subject))).toBe(first);
    expect(JSON.stringify(decide(structuredClone(subject), makeBook(PACK_FILES)))).toBe(first);
    expect(canonicalJson(subject)).toBe(frozen);
  });

  it('[RU12] around every turning point of the packs every matter has an answer, with nothing known and with much', () => {
    const days = theBook.table.turningPoints().flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]);
    expect(days.length).toBeGreaterThan(20);
    const statuses = ['ACTIVE', 'PAUSED'] as const;
    const known = statuses.flatMap((status) =>
      (['EMP', 'RES'] as const).map((scheme) => ({
        ...registration.facts,
        relations: [{ scheme, status, region: '220199' }],
        payments: [
          { scheme, period: scheme === 'EMP' ? '2020-01' : '2020', until: null, state: 'PAID' as const },
        ],
      })),
    );
    const regions = ['220199', '220198', '350199'];
    const unexplained: string[] = [];
    let answers = 0;
    for (const on of days) {
      for (const region of regions) {
        for (const matter of CaseMatter.options) {
          for (const facts of [{}, ...known]) {
            const request = {
              year: Number(on.slice(0, 4)) + 1,
              hireDate: on,
              reason: 'MOVED',
              scheme: 'RES',
              changes: [],
            };
            const answer = decide(Case.parse({ id: 'x', matter, on, region, facts, request }));
            const silent =
              (answer.decision === 'NEEDS_FACT' && answer.needsFacts.length === 0) ||
              (answer.decision === 'NEEDS_PARAM' && answer.needsParams.length === 0) ||
              (answer.decision === 'REFUSE' && answer.reasons.at(-1)?.severity !== 'refuse');
            if (silent) unexplained.push(`${matter} ${region} ${on}: ${answer.decision}`);
            answers++;
          }
        }
      }
    }
    expect(unexplained).toEqual([]);
    expect(answers).toBe(days.length * regions.length * CaseMatter.options.length * (1 + known.length));
  });

  it('[RU13] a fact on the prototype is not seen, and an unknown member is refused', () => {
    const facts = Object.create({ relations: [] });
    expect(decide(Case.parse({ ...registration, facts })).decision).toBe('NEEDS_FACT');
    expect(Case.safeParse({ ...registration, facts: { ...registration.facts, age: 7 } }).success).toBe(false);
  });

  it('[RU14] a refusal stops the procedure: nothing after it is said, no effect and no amount follows', () => {
    const relations = [{ scheme: 'EMP', status: 'ACTIVE', region: '220299' }];
    const answer = decide(Case.parse({ ...registration, facts: { ...registration.facts, relations } }));
    expect(answer.reasons.map((r) => r.code)).toEqual(['EMP_ACTIVE_NO_RES']);
    expect([answer.effects, answer.amounts, answer.materials, answer.needsFacts]).toEqual([[], [], [], []]);
  });

  it('[RU15] every parameter that took part is named with its source, and invented ones are marked', () => {
    const answer = decide(Case.parse(registration));
    const fee = answer.params.find((p) => p.param === 'resident.fee.adult');
    expect(fee).toMatchObject({ pack: 'QH-SYN', status: 'synthetic' });
    expect(fee?.source).toContain('虚构');
    expect(answer.params.map((p) => p.param)).not.toContain('id.acceptTaiwanTravelPermit');
    expect(answer.book.packs).toEqual([
      'ENGINE',
      'CN-34-2007',
      'CN-33-2020',
      'CN-11-2021',
      'CN-43-2021',
      'CN-38-2024',
      'CN-MUTUAL-2026',
      'JL-11-2022',
      'QH-SYN',
    ]);
  });

  it('[RU16] only facts that the platform must confirm make an answer provisional, and never on the platform', () => {
    const aged = { ...registration, asOf: '2026-11-20T08:00:00+08:00' };
    expect(decide(Case.parse(aged)).provisional).toBe(true);
    expect(decide(Case.parse({ ...aged, authoritative: true })).provisional).toBe(false);
    expect(decide(Case.parse(registration)).provisional).toBe(false);
    expect(decide(Case.parse({ ...aged, matter: 'OTHER', request: { what: '换卡' } })).provisional).toBe(
      false,
    );
  });

  it('[RU17] the trace of a reason shows the leaf that made it so', () => {
    const answer = decide(
      Case.parse({
        ...registration,
        facts: { ...registration.facts, person: { ...registration.facts.person, alive: false } },
      }),
    );
    const [reason] = answer.reasons;
    expect(reason?.code).toBe('PERSON_DECEASED');
    const [trace] = reason ? traceOf(answer, reason) : [];
    expect(trace?.node).toEqual({
      op: 'not',
      text: '并非',
      value: true,
      children: [{ op: 'holds', text: '本人健在', value: false, children: [] }],
    });
    expect(Answer.safeParse(answer).success).toBe(true);
  });

  it('[RU18] every chapter has cases beside it', () => {
    const folders = readdirSync(join(import.meta.dirname, 'chapters'), { withFileTypes: true }).filter((d) =>
      d.isDirectory(),
    );
    for (const folder of folders) {
      const files = readdirSync(join(import.meta.dirname, 'chapters', folder.name));
      expect(files.some((f) => f.endsWith('.cases.yaml'))).toBe(true);
    }
  });
});
