import { agentProblems } from '#shared/domain/agent';
import { Resolution, Withdrawal } from '#shared/domain/journalEntry';
import { agentOf, bodyHashOf, OperationDraft, sagaOf } from '#shared/domain/operation';
import type { Trouble } from '#shared/host';
import { canonicalJson } from '#shared/json';
import { certNoIn } from '#shared/matters/certNoIn';
import { err, ok, type Result } from '#shared/result';
import type { Settle } from './neighbours';

/** An operation that could not be sent in a batch of its own is refused when it is made, not when it is sent. */
const MAX_OPERATION_BYTES = 200 * 1024;

const refuse = (code: string, text: string): Result<never, Trouble> => err({ code, text });

/** The draft as it may be accepted, or why not: its schema, its body hash, its size. */
export function checkDraft(unparsed: unknown): Result<OperationDraft, Trouble> {
  const parsed = OperationDraft.safeParse(unparsed);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return refuse('DRAFT_INVALID', `这一笔的内容不完整或格式不对(${where}),没有保存。请检查表单后再保存。`);
  }
  const draft = parsed.data;
  if (bodyHashOf(draft) !== draft.bodyHash) {
    return refuse('BODY_HASH', '这一笔的内容与其校验值不符，没有保存。请重新打开表单再保存。');
  }
  const agent = agentOf(draft);
  const wrong = agent && agentProblems(agent, { day: draft.day, own: [certNoIn(draft.body)] });
  const problem = Object.values(wrong ?? {})[0];
  if (problem !== undefined)
    return refuse('AGENT_INVALID', `代办人填写有误：${problem}没有保存，请改正后再受理。`);
  if (Buffer.byteLength(canonicalJson(draft)) > MAX_OPERATION_BYTES) {
    return refuse('TOO_LARGE', '这一笔的内容太大（超过 200 KiB），没有保存。请缩短备注等文字后再保存。');
  }
  return ok(draft);
}

/** Are the drafts the steps of one saga, every one of them once and in order? */
export function checkSaga(drafts: readonly OperationDraft[]): Result<void, Trouble> {
  const sagas = drafts.map(sagaOf);
  const id = sagas[0]?.id;
  const whole = sagas.every(
    (saga, i) => saga !== null && saga.id === id && saga.step === i + 1 && saga.of === drafts.length,
  );
  const ids = new Set(drafts.map(({ opId }) => opId));
  if (drafts.length >= 2 && whole && ids.size === drafts.length) return ok(undefined);
  return refuse('SAGA_INVALID', '联办的各个步骤不完整或次序不对，一步都没有保存。请重新打开表单再办。');
}

/** What ends a saga as it may be written: each reversal stands in the place of a step and is in no saga itself, each step is closed once. */
export function checkSagaEnd(
  unparsed: readonly unknown[],
  unparsedSettles: readonly Settle[],
): Result<{ readonly reversals: readonly OperationDraft[]; readonly settles: readonly Settle[] }, Trouble> {
  const reversals: OperationDraft[] = [];
  for (const one of unparsed) {
    const checked = checkDraft(one);
    if (!checked.ok) return checked;
    reversals.push(checked.value);
  }
  const settles = unparsedSettles.flatMap((one) => {
    const parsed = one.type === 'withdrawal' ? Withdrawal.safeParse(one) : Resolution.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
  if (settles.length < unparsedSettles.length)
    return refuse('SETTLE_INVALID', '请写明理由（500 字以内）后再提交，现在什么都没有改变。');
  const taken = [...reversals.map(({ supersedes }) => supersedes), ...settles.map(({ opId }) => opId)];
  const isEnd = reversals.every((draft) => draft.supersedes !== null && sagaOf(draft) === null);
  const ids = new Set(reversals.map(({ opId }) => opId));
  if (taken.length > 0 && isEnd && new Set(taken).size === taken.length && ids.size === reversals.length)
    return ok({ reversals, settles });
  return refuse('SAGA_END_INVALID', '恢复或放弃联办的内容不完整，现在什么都没有改变。请重新打开再办。');
}
