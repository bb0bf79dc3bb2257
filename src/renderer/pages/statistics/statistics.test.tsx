import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { DAY, OTHER_VILLAGE, person, residentYear, VILLAGE } from '#fixtures/matterWorld';
import { campaignStanding } from '#shared/campaign/target';
import { countedOf } from '#shared/statistics/counted';
import { byVillage } from '#shared/statistics/tables';
import { chartOption } from './chartOption';
import { goalWords } from './GoalLine';
import { reportPaper } from './reportPaper';

const YEAR = 2027;
const ask = { year: YEAR, day: DAY };
const people = [
  person('P1', { payments: [residentYear(YEAR)] }),
  person('P2', { payments: [residentYear(YEAR, 'DUE')] }),
  person('P3', { survival: '9' }),
  person('P4', { survival: '2' }),
].map((one) => countedOf(one, campaignStanding(one, ask), ask));
const villages = [VILLAGE, OTHER_VILLAGE];
const GOAL = { kind: 'rate', value: 0.95, source: '医保发〔2020〕33号' } as const;

test('[SC7] the bars of a row add up to those to be asked, and of nobody there is none', () => {
  const { rows } = byVillage(people, villages);
  const series = chartOption(rows, GOAL.value).series as { data: number[]; markLine?: { data: unknown } }[];
  const sums = rows.map((_, at) => series.reduce((sum, { data }) => sum + (data[at] ?? 0), 0));
  expect(sums[0]).toBeCloseTo(100, 9);
  expect(sums[1]).toBe(0);
  expect(series[0]?.markLine?.data).toEqual([{ xAxis: 95 }]);
  const without = chartOption(rows, null).series as { markLine?: unknown }[];
  expect(without.some(({ markLine }) => markLine)).toBe(false);
});

test('[SC6] the target is said with its document, how far it is reached and how many are short', () => {
  expect(goalWords(GOAL, { paid: 1, asked: 3 })).toBe(
    '参保率 95%，即 3 人（医保发〔2020〕33号）· 完成 33.33%，还差 2 人',
  );
  const people70 = { kind: 'people', value: 70_000, source: '新华区2010年工作措施' } as const;
  expect(goalWords(people70, { paid: 70_001, asked: 1 })).toBe(
    '70,000 人（新华区2010年工作措施）· 完成 100.00%，已经达到',
  );
  expect(goalWords(null, { paid: 0, asked: 0 })).toBe('没有设定');
});

test('[SC9] the report has the rate with its parts, and the whole of every table', () => {
  const statistics = {
    counted: () => [],
    registered: () => [{ personId: 'P1', clerk: 'c1' }],
    saveReport: () => Promise.reject(new Error('nothing is saved here')),
    clerkName: () => '王经办',
    goal: () => GOAL,
  };
  const paper = reportPaper(
    { people, villages, village: VILLAGE, year: YEAR, statistics },
    { office: '青禾镇医保服务窗口', clerk: '王经办', day: DAY, asOf: '2026-11-20', goal: GOAL },
  );
  const text = renderToStaticMarkup(
    paper.blocks.map(({ key, node }) => <div key={key}>{node}</div>),
  ).replaceAll(/<[^>]+>/g, ' ');
  const words = text.replaceAll(/\s+/g, ' ');
  expect(words).toContain('33.33%（1 ÷ 3）');
  expect(words).toContain('死亡 1');
  expect(words).toContain('3 人，其中待核 1 人');
  expect(words).toContain('合计 33.33% 4 1 3 1 1 0 1 0 400.00');
  expect(words).toContain('王经办 100.00% 1 0 1 1 0 0 0 0 400.00');
  for (const heading of ['按村（居）', '按人员类别', '资助对象', '按经办人'])
    expect(words).toContain(heading);
});
