import { z } from 'zod';
import { err, ok, type Result } from '../result';
import standing from './dictionary.json' with { type: 'json' };

/** Who can do something about a rejection. */
export const RejectOwner = z.enum([
  'clerk',
  'person',
  'county',
  'tax',
  'police',
  'platform',
  'administrator',
]);
export type RejectOwner = z.infer<typeof RejectOwner>;

/** The owner as the window names it. */
export const OWNER_LABELS: Readonly<Record<RejectOwner, string>> = {
  clerk: '窗口经办人',
  person: '参保人本人或其家属',
  county: '县经办机构',
  tax: '税务部门',
  police: '公安户籍部门',
  platform: '省平台运行人员',
  administrator: '本单位系统管理员',
};

/**
 * `by-itself`: sent again without anybody's doing (a fault of the line or of the service, SY8); `after-fix`: a new
 * operation once the cause is gone; `never`: the law or the record says no, and asking again changes nothing.
 */
export const RejectRetry = z.enum(['by-itself', 'after-fix', 'never']);
export type RejectRetry = z.infer<typeof RejectRetry>;

/** One kind of rejection: how it is known, what it means in plain words, and what to do. */
export const RejectEntry = z.strictObject({
  id: z.string().regex(/^[A-Z0-9][A-Z0-9_-]{1,59}$/),
  /** The platform's reason code, as it stands; null where it is known by its words only. */
  code: z.string().min(1).max(60).nullable(),
  /** Every one of these pieces stands in the platform's text. Pieces and not patterns: a bundle cannot bring a slow one. */
  contains: z.array(z.string().min(2).max(60)).max(6),
  cause: z.string().min(4).max(200),
  todo: z.string().min(4).max(300),
  owner: RejectOwner,
  retry: RejectRetry,
});
export type RejectEntry = z.infer<typeof RejectEntry>;

/** The reject dictionary (退回原因词典): what the platform's reasons mean to a clerk. */
export const RejectDictionary = z
  .strictObject({
    /** Rises with every edition; an older one never replaces a newer one. */
    edition: z.number().int().positive(),
    entries: z.array(RejectEntry).min(1).max(2000),
  })
  .superRefine(({ entries }, issues) => {
    const seen = new Set<string>();
    entries.forEach((entry, index) => {
      if (entry.code === null && entry.contains.length === 0) {
        issues.addIssue({
          code: 'custom',
          path: ['entries', index],
          message: '既没有代码也没有文字，无法识别',
        });
      }
      for (const name of [`id ${entry.id}`, ...keysOf(entry)]) {
        if (seen.has(name)) {
          issues.addIssue({ code: 'custom', path: ['entries', index], message: `重复：${name}` });
        }
        seen.add(name);
      }
    });
  });
export type RejectDictionary = z.infer<typeof RejectDictionary>;

/** What identifies an entry; two with the same would leave it to chance which one is shown. */
const keysOf = ({ code, contains }: RejectEntry): string[] => [
  `code ${code ?? ''} contains ${[...contains].sort().join('|')}`,
];

/** The dictionary the program came with. */
export const STANDING_DICTIONARY: RejectDictionary = RejectDictionary.parse(standing);

/** A reason as the platform gave it. */
export interface PlatformReason {
  readonly code: string | null;
  readonly text: string;
}

/**
 * The entry for a reason: code with the most matching words first, then a code alone, then words alone. Null: the platform
 * said something that nobody has explained yet.
 */
export function lookUp(dictionary: RejectDictionary, reason: PlatformReason): RejectEntry | null {
  let best: RejectEntry | null = null;
  let bestScore = 0;
  for (const entry of dictionary.entries) {
    if (entry.code !== null && entry.code !== reason.code) continue;
    if (!entry.contains.every((piece) => reason.text.includes(piece))) continue;
    const score = (entry.code === null ? 0 : 100) + entry.contains.length;
    if (score > bestScore) {
      best = entry;
      bestScore = score;
    }
  }
  return best;
}

/** A dictionary from outside; the sentence says what is wrong and that the one in use stays. */
export function readDictionary(value: unknown, inUse: RejectDictionary): Result<RejectDictionary, string> {
  const parsed = RejectDictionary.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return err(
      `新的退回原因词典不合格式（${where}：${issue?.message ?? ''}），没有使用，仍用第 ${inUse.edition} 版。`,
    );
  }
  if (parsed.data.edition < inUse.edition) {
    return err(
      `收到的退回原因词典是第 ${parsed.data.edition} 版，比正在用的第 ${inUse.edition} 版旧，没有使用。`,
    );
  }
  return ok(parsed.data);
}
