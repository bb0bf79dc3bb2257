import { expect, test } from 'vitest';
import { CampaignLine, CampaignLines, headLine, linesOfList } from './campaignLine';
import type { Batch } from './dispatch';
import { endTrouble, type Handout, HandoutBook, type HandoutEnding, isOverdue } from './handout';

const handout: Handout = {
  id: 'H1',
  batchNo: '2027-001',
  villageCode: '220199100201',
  place: '东岗村',
  tier: 'office',
  form: 'paper',
  copies: 1,
  people: 3,
  receiver: '王代办',
  reason: '入户核实',
  watermark: '领用人：王代办',
  at: '2026-11-22T01:00:00.000Z',
  day: '2026-11-22',
  due: '2026-12-07',
  clerk: { id: 'c1', name: '经办员' },
};
const ending: HandoutEnding = {
  how: 'lost',
  on: '2026-12-01',
  by: '王代办',
  witness: '赵所长',
  note: '雨天散失，已报镇里',
};
const told = (over: Partial<HandoutEnding>, day = '2026-12-08') =>
  endTrouble({ handout, end: null }, { ...ending, ...over }, day);

test('[CG27] a handout is late the day after it was to be back, until something became of it', () => {
  expect(isOverdue({ handout, end: null }, '2026-12-07')).toBe(false);
  expect(isOverdue({ handout, end: null }, '2026-12-08')).toBe(true);
  const end = { ...ending, id: 'H1', at: '2026-12-01T01:00:00.000Z', clerk: handout.clerk };
  expect(isOverdue({ handout, end }, '2026-12-08')).toBe(false);
});

test('[CG28] an end has its day, who did it and, unless it came back, another who saw it; the first end counts', () => {
  expect(told({})).toBe(null);
  expect(told({ how: 'returned', witness: '', note: '' })).toBe(null);
  expect(told({ on: '2026-11-21' })).toContain('不能早于领用日期');
  expect(told({ on: '2026-12-09' })).toContain('不能晚于今天');
  expect(told({ on: '昨天' })).toContain('日期');
  expect(told({ by: ' ' })).toContain('经手人');
  expect(told({ how: 'destroyed', witness: '' })).toContain('见证人');
  expect(told({ witness: '王代办' })).toContain('不能是经手人');
  expect(told({ note: '' })).toContain('怎样遗失');
  const end = { ...ending, id: 'H1', at: '2026-12-01T01:00:00.000Z', clerk: handout.clerk };
  expect(endTrouble({ handout, end }, ending, '2026-12-08')).toContain('已经登记过');
  const book = new HandoutBook();
  for (const line of [handout, end, { ...end, how: 'returned' as const }]) book.add(line);
  expect(book.all()).toEqual([{ handout, end }]);
});

test('[CG24] a list of any size is kept in lines that a record holds, and is none while a piece of it is missing', () => {
  const batch: Batch = {
    v: 1,
    id: 'B1',
    no: '2027-001',
    filter: { year: 2027, villageCode: '220199100201', groups: null, classes: ['missing'] },
    people: Array.from({ length: 65_536 }, (_, i) => ({
      personId: `P${'9'.repeat(30)}${i}`,
      version: 1,
      printed: '0123abcd',
      class: 'missing',
    })),
    receiver: '王代办',
    at: '2026-11-22T01:00:00.000Z',
    day: '2026-11-22',
    clerk: 'c1',
    recall: null,
  };
  const lines = linesOfList(batch).map((line) => CampaignLine.parse(line));
  for (const line of lines) expect(JSON.stringify(line).length).toBeLessThan(1024 * 1024);
  const read = (of: readonly CampaignLine[]) => {
    const known = new CampaignLines();
    for (const line of of) if (line.type !== 'handout' && line.type !== 'end') known.add(line);
    return known.batches();
  };
  expect(read(lines)).toEqual([batch]);
  expect(read(lines.filter((_, i) => i !== 3))).toEqual([]);
  expect(read(lines.slice(0, -1))).toEqual([]);
  const recall = { reason: '换人', at: '2026-11-23T01:00:00.000Z', clerk: 'c1' };
  expect(read([...lines, headLine({ ...batch, recall }), headLine(batch)])[0]?.recall).toEqual(recall);
});
