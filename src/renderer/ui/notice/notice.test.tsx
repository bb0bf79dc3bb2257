import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Case } from '#shared/rules/case';
import { decide } from '#shared/rules/decide';
import { EvidenceList } from './EvidenceList';
import { NO_WAY_OUT, UNEXPLAINED, waysOut } from './evidenceText';
import { noticePaper } from './noticePaper';
import { type NoticeAsk, sheetOf, sheetText } from './noticeText';

const CERT_NO = '220199199003071234';
const employeeAt = (region: string) => [{ scheme: 'EMP', status: 'ACTIVE', region, from: '2020-01-01' }];
const resident = (over: { person?: object; facts?: object; request?: object; case?: object } = {}): Case =>
  Case.parse({
    id: 'RES_REGISTER:P1',
    matter: 'RES_REGISTER',
    on: '2026-11-22',
    region: '220199',
    asOf: '2026-11-22T02:00:00Z',
    facts: {
      person: {
        certType: '01',
        certNo: CERT_NO,
        name: '张秋禾',
        sex: '1',
        birthDate: '1990-03-07',
        alive: true,
        hukouRegion: '220199',
        residencePermit: false,
        studentHere: false,
        identities: [],
        ...over.person,
      },
      relations: [],
      payments: [],
      sameNumber: [],
      samePerson: [],
      ...over.facts,
    },
    request: { year: 2027, category: 'ADULT', ...over.request },
    ...over.case,
  });
const sheet = (subject: Case, ask: Partial<NoticeAsk> = {}) =>
  sheetOf({
    subject,
    answer: decide(subject),
    office: '青禾镇医保服务窗口',
    clerk: '周敏',
    seen: [],
    ...ask,
  });
const lines = (subject: Case, title: string, ask: Partial<NoticeAsk> = {}) =>
  sheet(subject, ask).sections.find((s) => s.title === title)?.lines;

describe('what would change a refusal', () => {
  test('[WI33] each way names the paper, the place in words, and the answer it leads to', () => {
    const [first] = waysOut(resident({ facts: { relations: employeeAt('210200') } }));
    expect(first?.bring.join('')).toMatch(/^辽宁省（区划 210200）的职工医保关系已经/);
    expect(first?.after).toContain('核实后可以办理');
    const [here] = waysOut(resident({ facts: { relations: employeeAt('220199') } }));
    expect(here?.bring.join('')).toMatch(/^本地的职工医保关系已经/);
  });

  test('[WI33] where two proofs are needed they are asked for together', () => {
    const person = { hukouRegion: '220298' };
    const html = renderToStaticMarkup(
      <EvidenceList subject={resident({ person, facts: { relations: employeeAt('210200') } })} />,
    );
    expect(html).toContain('同时具备：');
    expect(html).toContain('居住证');
  });

  test('[WI33] where no paper helps, this is said', () => {
    const dead = resident({ person: { alive: false, deathDate: '2026-09-01' } });
    expect(decide(dead).decision).toBe('REFUSE');
    expect(renderToStaticMarkup(<EvidenceList subject={dead} />)).toContain(NO_WAY_OUT);
    expect(lines(dead, '缺什么可以改变结论')).toEqual([NO_WAY_OUT]);
  });
});

describe('the one-time notice', () => {
  test('[WI34] a refusal tells why, what would change it, where, what the records said, and how to complain', () => {
    const refused = resident({ facts: { relations: employeeAt('210200') } });
    const text = sheetText(sheet(refused));
    for (const words of [
      '姓名：张秋禾',
      '现在不能办理',
      '停保凭证',
      '青禾镇医保服务窗口',
      '经办人：周敏',
      '辽宁省（区划 210200）职工医保：正常参保（2020-01-01 起）',
      '平台资料截至 2026-11-22 10:00:00',
      '第八十二条',
      '行政复议',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain(CERT_NO);
    expect(lines(refused, '需要带来的材料')).toBeUndefined();
    expect(lines(refused, '需要缴纳的费用')).toBeUndefined();
  });

  test('[WI34] an allowed matter lists what to bring, by when and what it costs; what was seen is not asked for again', () => {
    const fine = resident();
    const { materials } = decide(fine);
    const required = materials.filter((m) => m.required);
    expect(required.length).toBeGreaterThan(1);
    expect(lines(fine, '需要带来的材料')).toEqual(required.map((m) => m.label));
    const [first, ...rest] = required;
    expect(lines(fine, '需要带来的材料', { seen: [first?.code ?? ''] })).toEqual([
      ...rest.map((m) => m.label),
      `窗口已经收到：${first?.label}。`,
    ]);
    expect(lines(fine, '需要带来的材料', { seen: required.map((m) => m.code) })?.[0]).toBe('不用再带材料。');
    expect(lines(fine, '什么时候以前')).toEqual(['集中缴费期末日：2027-02-28']);
    expect(lines(fine, '需要缴纳的费用')?.join()).toContain('¥420.00');
    expect(lines(fine, '缺什么可以改变结论')).toBeUndefined();
  });

  test('[WI34] what was only tried is marked, and a refusal on facts that are not here claims no way out', () => {
    const refused = resident({ facts: { relations: employeeAt('210200') } });
    expect(sheet(refused, { trial: true }).head[0]?.value).toBe('居民参保登记（试算，不作办理依据）');
    expect(lines(refused, '缺什么可以改变结论', { explained: false })).toEqual([UNEXPLAINED]);
  });

  test('[WI34] missing facts are asked for, and relations that are not known are not called none', () => {
    const open = resident({ facts: { relations: undefined } });
    expect(decide(open).decision).toBe('NEEDS_FACT');
    expect(lines(open, '需要说明或者证明的情况')?.join('')).toContain('参保关系');
    expect(lines(open, '窗口看到的资料')).toContain('参保关系：不知道，要向平台查询。');
    expect(lines(resident(), '窗口看到的资料')).toContain('参保关系：没有记录。');
  });

  test('[WI34] where no authority has set a standard, the person is told to bring nothing', () => {
    const paid = { scheme: 'RES', period: '2023', state: 'PAID', paidOn: '2022-11-20', personFen: 35_000 };
    const refund = resident({
      facts: { payments: [paid] },
      request: { scheme: 'RES', year: 2023, category: undefined, refundReason: 'OTHER' },
      case: { matter: 'REFUND', on: '2022-12-28' },
    });
    expect(decide(refund).decision).toBe('NEEDS_PARAM');
    expect(lines(refund, '需要带来的材料')?.join('')).toContain('不用再补材料');
  });

  test('[WI35] the sheet that is printed says the same as the text that is copied', () => {
    const made = sheet(resident({ facts: { relations: employeeAt('210200') } }));
    const html = renderToStaticMarkup(
      noticePaper(made).blocks.map(({ key, node }) => <div key={key}>{node}</div>),
    );
    const text = sheetText(made);
    for (const line of made.sections.flatMap((section) => [section.title, ...section.lines])) {
      expect(html).toContain(line);
      expect(text).toContain(line);
    }
    expect(html).toContain('被告知人（签名）');
  });
});
