import { describe, expect, test } from 'vitest';
import { leaving, operationOf, person, recordsOf } from '#fixtures/matterWorld';
import { CHAIN_START, contentHashOf, entryHash, type JournalEntry } from '../domain/journalEntry';
import { codeOf, codeText, isGenuine, lookUpReceipt, readCode } from './qr';
import { receiptNo } from './receiptNo';

const operation = operationOf('RES_PAUSE', leaving('P1', 'MOVED', '2026-11-22'), recordsOf(person('P1')));
const body = {
  seq: 7,
  prevHash: CHAIN_START,
  at: { device: '2026-11-22T01:00:00.000Z', counter: 7, platform: null },
  content: { type: 'operation' as const, operation: { ...operation, seq: 7 } },
};
const entry: JournalEntry = { ...body, hash: entryHash(body) };
const text = codeText(codeOf(entry));

describe('the code of a receipt', () => {
  test('[PP24] it says number, operation and the hash of the entry, nothing of anybody, in the small alphabet', () => {
    expect(text).toBe(`CANBAO:1/${receiptNo(entry)}/${operation.opId}/${entry.hash.toUpperCase()}`);
    expect(text).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
    expect(readCode(text)).toEqual(codeOf(entry));
  });

  test('[RE10] of an operation that was let go of the code is still held against what the journal has kept', () => {
    const content = {
      type: 'tombstone',
      opId: operation.opId,
      contentHash: contentHashOf(entry.content),
    } as const;
    const gone: JournalEntry = { ...entry, content: { ...content, purged: true } };
    expect(lookUpReceipt(text, [gone])).toEqual({ kind: 'purged', entry: gone });
    const [head, number, opId, hash = ''] = text.split('/');
    const flipped = hash.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
    expect(lookUpReceipt([head, number, opId, flipped].join('/'), [gone])).toEqual({ kind: 'elsewhere' });
    expect(lookUpReceipt(receiptNo(entry), [gone])).toEqual({ kind: 'elsewhere' });
    // What a restored backup lacks was not let go of.
    expect(lookUpReceipt(text, [{ ...entry, content }])).toEqual({ kind: 'elsewhere' });
  });

  test('[PP24] it is held against the journal: genuine, altered in any part, of another desk, or no code at all', () => {
    expect(lookUpReceipt(text, [entry])).toEqual({ kind: 'genuine', entry });
    expect(lookUpReceipt(receiptNo(entry), [entry])).toEqual({ kind: 'found', entry });
    const [head, number, opId, hash = ''] = text.split('/');
    const flipped = hash.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
    expect(lookUpReceipt([head, number, opId, flipped].join('/'), [entry])).toEqual({
      kind: 'altered',
      entry,
    });
    const otherOp = opId?.replace(/.$/, (c) => (c === '0' ? '1' : '0'));
    expect(lookUpReceipt([head, number, otherOp, hash].join('/'), [entry])).toEqual({
      kind: 'altered',
      entry,
    });
    const otherNo = number?.replace(/\d$/, '9');
    expect(lookUpReceipt([head, otherNo, opId, hash].join('/'), [entry])).toEqual({ kind: 'altered', entry });
    expect(lookUpReceipt(text, [])).toEqual({ kind: 'elsewhere' });
    for (const wrong of [
      '',
      'CANBAO:1',
      `${text}/X`,
      text.replace('CANBAO:1', 'CANBAO:2'),
      '220199199003071234',
    ])
      expect(lookUpReceipt(wrong, [entry]), wrong).toEqual({ kind: 'unreadable' });
  });

  test('[PP24] an entry whose content was changed has another hash, so its receipt is genuine no more', () => {
    const changed = {
      ...body,
      content: { ...body.content, operation: { ...body.content.operation, day: '2026-11-21' } },
    };
    const forged: JournalEntry = { ...changed, hash: entryHash(changed) };
    expect(isGenuine(codeOf(entry), entry)).toBe(true);
    expect(isGenuine(codeOf(entry), forged)).toBe(false);
  });

  test('[PP24] what a scanner types through a Chinese input method is read: full width, blanks, small letters', () => {
    const wide = [...text]
      .map((c) => (c > '!' && c < '~' ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c))
      .join('');
    expect(lookUpReceipt(` ${wide}\r\n`, [entry]).kind).toBe('genuine');
    expect(lookUpReceipt(text.toLowerCase(), [entry]).kind).toBe('genuine');
  });
});
