import { isPurged, type JournalEntry, opIdOf } from '../domain/journalEntry';
import { OpId } from '../domain/operation';
import { receiptNo } from './receiptNo';

/**
 * What the square code of a receipt says: receipt number, operation, and the hash of its journal entry; nothing of anybody. Capitals,
 * digits and `/:-` only, so that it is small (QR alphanumeric mode) and comes whole through a scanner that types.
 */
export interface ReceiptCode {
  readonly receiptNo: string;
  readonly opId: string;
  /** SHA-256 of the chain, hexadecimal. */
  readonly hash: string;
}

const HEAD = 'CANBAO:1';
const RECEIPT_NO = /^\d{8}-[0-9A-Z]{1,6}-\d{6,}$/;
const HASH = /^[0-9A-F]{64}$/;

export const codeOf = (entry: JournalEntry): ReceiptCode => ({
  receiptNo: receiptNo(entry),
  opId: opIdOf(entry.content),
  hash: entry.hash,
});

export const codeText = (code: ReceiptCode): string =>
  [HEAD, code.receiptNo, code.opId, code.hash].join('/').toUpperCase();

/** As a keyboard with a Chinese input method, or a scanner behind it, may have typed it. */
const cleaned = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s。，]/g, '')
    .toUpperCase();

/** Null: this is not the code of a receipt. */
export function readCode(typed: string): ReceiptCode | null {
  const [head, number = '', opId = '', hash = '', ...rest] = cleaned(typed).split('/');
  const good = RECEIPT_NO.test(number) && OpId.safeParse(opId).success && HASH.test(hash);
  if (head !== HEAD || rest.length > 0 || !good) return null;
  return { receiptNo: number, opId, hash: hash.toLowerCase() };
}

/** What was typed or scanned, held against the journal. */
export type Looked =
  /** The number alone was given: found, and nothing more is known of the paper. */
  | { readonly kind: 'found'; readonly entry: JournalEntry }
  /** The code agrees with the journal in every part. */
  | { readonly kind: 'genuine'; readonly entry: JournalEntry }
  /** The number is of this journal, but what the code says besides is not what the journal says. */
  | { readonly kind: 'altered'; readonly entry: JournalEntry }
  /** The code says what the journal has kept of an operation that it let go of (到期清除): its id and the hash of its entry. */
  | { readonly kind: 'purged'; readonly entry: JournalEntry }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unreadable' };

/** Does the code say what the entry says? */
export const isGenuine = (code: ReceiptCode, entry: JournalEntry): boolean =>
  codeText(code) === codeText(codeOf(entry));

/** Finds a receipt by its number or its code among the entries of this desk. */
export function lookUpReceipt(typed: string, entries: readonly JournalEntry[]): Looked {
  const code = readCode(typed);
  const number = code?.receiptNo ?? cleaned(typed);
  if (!RECEIPT_NO.test(number)) return { kind: 'unreadable' };
  const operations = entries.filter(({ content }) => content.type === 'operation');
  const entry =
    operations.find((one) => receiptNo(one) === number) ??
    operations.find((one) => opIdOf(one.content) === code?.opId);
  if (entry === undefined) {
    const gone = entries.find((one) => isPurged(one) && one.hash === code?.hash);
    return gone !== undefined && opIdOf(gone.content) === code?.opId
      ? { kind: 'purged', entry: gone }
      : { kind: 'elsewhere' };
  }
  if (code === null) return { kind: 'found', entry };
  return { kind: isGenuine(code, entry) ? 'genuine' : 'altered', entry };
}
