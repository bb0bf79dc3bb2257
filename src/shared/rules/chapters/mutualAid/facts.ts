import type { Case } from '../../case';
import { regionChain } from '../../kernel/params';
import { v } from '../facts';

// The words of mutual aid: giver, receiver, account, quota (R-MUT).

export type Mutual = NonNullable<Case['request']['mutual']>;
export type Agreement = NonNullable<NonNullable<Case['facts']['mutualAid']>['agreements']>[number];

/** A member of `request.mutual`, with the question that fetches it. */
export const asked = <K extends keyof Mutual>(key: K, text: string, ask: string) =>
  v.fact<NonNullable<Mutual[K]>>(
    `request.mutual.${key}`,
    text,
    ask,
    (c) => (c.request.mutual?.[key] ?? undefined) as NonNullable<Mutual[K]> | undefined,
  );

export const receiver = asked('receiver', '被共济人', '被共济人是谁？');
export const quota = asked('quotaFen', '共济额度（分）', '给多少共济额度？');

export const balance = v.fact<number>(
  'mutualAid.balanceFen',
  '个人账户余额（分）',
  '个人账户里有多少钱？',
  (c) => c.facts.mutualAid?.balanceFen,
  true,
);
export const agreements = v.fact<readonly Agreement[]>(
  'mutualAid.agreements',
  '现有共济关系',
  '现在有哪些共济关系、额度和已用多少？',
  (c) => c.facts.mutualAid?.agreements,
  true,
);
export const left = (a: Agreement): number => Math.max(0, a.quotaFen - a.spentFen);
export const reserved = v.derived('已预留的额度（分）', [agreements], (list) =>
  list.reduce((sum, a) => sum + left(a), 0),
);
/** What the giver may still use. */
export const free = v.derived('本人可用余额（分）', [balance, reserved], (all, r) => all - r);
export const agreement = v.derived(
  '与被共济人的共济关系',
  [agreements, receiver],
  (list, id) => list.find((a) => a.receiver === id) ?? null,
);

const receiverRegion = v.fact<string>(
  'request.mutual.receiverRegion',
  '被共济人参保地',
  '被共济人在哪里参保？',
  (c) => c.request.mutual?.receiverRegion,
);
const here = v.fact<string>('region', '共济人参保地', '共济人在哪里参保？', (c) => c.region);
/** The first two digits of a region are its province. */
export const sameProvince = v.derived(
  '双方在同一省',
  [receiverRegion, here],
  (a, b) => regionChain(a)[2] === regionChain(b)[2],
);
