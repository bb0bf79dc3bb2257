import 'fake-indexeddb/auto';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PHONE_PERSON, SNAPSHOT } from '#fixtures/deskSample';
import { QINGHE, type StandIn, standInDesktop } from '#fixtures/standInDesktop';
import { contentHashOf, opIdOf } from '#shared/domain/journalEntry';
import { accepted, changePhone, testDesk } from '../../desk/testDesk';
import { PurgedNote } from './PurgedNote';

let host: StandIn;
const it = testDesk(() => host.bridge, SNAPSHOT);

beforeEach(() => {
  host = standInDesktop(QINGHE);
});
afterEach(it.wipe);

test('[RE11] [RE10] an operation that was let go of is in no list, no inbox and no person’s page; how many there are is said', async () => {
  const desk = await it.ready();
  expect(renderToStaticMarkup(<PurgedNote entries={desk.purged()} />)).toBe('');
  await accepted(desk, changePhone(desk, '15400000077', PHONE_PERSON.id));
  await accepted(desk, changePhone(desk, '15400000078', PHONE_PERSON.id));
  it.closeAll();
  host.entries = host.entries.map((entry, i) => {
    if (i > 0) return entry;
    const opId = opIdOf(entry.content);
    const contentHash = contentHashOf(entry.content);
    return { ...entry, content: { type: 'tombstone', opId, contentHash, purged: true } };
  });
  const again = await it.ready();
  expect(again.operations().map(({ entry }) => entry.seq)).toEqual([2]);
  expect(again.person(PHONE_PERSON.id)?.operations.map(({ entry }) => entry.seq)).toEqual([2]);
  expect(again.inbox()).toEqual([]);
  expect(again.purged().map(({ seq }) => seq)).toEqual([1]);
  expect(again.snapshot().findings.map(({ code }) => code)).not.toContain('JOURNAL_FORKED');
  const said = renderToStaticMarkup(<PurgedNote entries={again.purged()} />);
  expect(said).toContain('内容已按保存期限清除（留有校验值）');
  expect(said.replace(/<[^>]+>/g, '')).toContain('另有 1 笔');
});
