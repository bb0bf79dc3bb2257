import { maskCertNo, maskPhone } from '#shared/codes/masking';
import { type Agent, agentWords, certTypeWords } from '#shared/domain/agent';
import { agentOf } from '#shared/domain/operation';
import type { Verdict } from '#shared/protocol/verdict';
import { CAUSE_TEXTS } from '#shared/review/cause';
import type { OperationView } from '../../desk/api';
import { clockTime, longMoment } from '../../ui/moments';

/** One stage of an operation's way to the platform; `words`: said by the platform, shown as it was said. */
export interface Stage {
  readonly name: string;
  readonly text: string;
  readonly words?: readonly string[];
}

export interface WayFacts {
  readonly operation: OperationView;
  /** Number of an operation. */
  readonly seqOf: ReadonlyMap<string, number>;
  /** Device time of the next attempt of the queue; null: none. */
  readonly nextAttemptAt: string | null;
  /** The business day is fixed: of the computer's own times only the time of day means something. */
  readonly dayIsFixed: boolean;
}

/** The whole way of one operation, in the order in which it goes it. */
export function wayOf({ operation: o, seqOf, nextAttemptAt, dayIsFixed }: WayFacts): Stage[] {
  const own = dayIsFixed ? clockTime : longMoment;
  const { delivery, verdict, entry } = o;
  const agent = agentOf(o.operation);
  const stages: Stage[] = [
    ...(agent === null ? [] : [agentStage(agent)]),
    { name: '受理', text: `${longMoment(entry.at.device)}（电脑时间），存入流水账第 ${entry.seq} 笔` },
    {
      name: '平台时间',
      text:
        entry.at.platform === null
          ? '受理前没有听到过'
          : `受理前最近一次听到 ${longMoment(entry.at.platform)}`,
    },
  ];
  if (delivery === null) return [...stages, { name: '现在', text: o.stateLabel }];
  stages.push({
    name: '首次发出',
    text: delivery.firstSentAt ? own(delivery.firstSentAt) : firstSentWords(o),
  });
  if (delivery.attempts > 0) {
    const last = delivery.lastAttemptAt === null ? '' : `，最近一次 ${own(delivery.lastAttemptAt)}`;
    stages.push({ name: '本次启动后尝试', text: `${delivery.attempts} 次${last}` });
  }
  if (delivery.failed) {
    const { times, at, met } = delivery.failed;
    stages.push({ name: '没有成功的尝试', text: `共 ${times} 次，最近一次 ${own(at)}`, words: [met.text] });
  }
  if (delivery.heldBy !== null) {
    const before = seqOf.get(delivery.heldBy);
    stages.push({ name: '等待', text: `等第 ${before ?? '？'} 笔处理好` });
  }
  const waits = delivery.state === 'queued' || delivery.state === 'sending';
  if (waits && nextAttemptAt !== null) stages.push({ name: '下次尝试', text: own(nextAttemptAt) });
  if (verdict === null) return [...stages, { name: '平台答复', text: '还没有' }];
  stages.push({
    name: '平台答复',
    text: `${longMoment(verdict.at)}，${o.stateLabel}`,
    words: wordsOf(verdict),
  });
  if (verdict.outcome === 'applied') stages.push({ name: '平台回执', text: verdict.receipt });
  return stages;
}

/** Who acted for the person, with the numbers masked as everywhere. */
export const agentStage = (agent: Agent): Stage => ({
  name: '代办人',
  text: [
    agentWords(agent),
    `${certTypeWords(agent)} ${maskCertNo(agent.certNo)}`,
    ...(agent.phone === null ? [] : [`电话 ${maskPhone(agent.phone)}`]),
  ].join('，'),
});

const firstSentWords = ({ delivery, verdict }: OperationView): string =>
  verdict !== null || (delivery?.attempts ?? 0) > 0 ? '没有记下时间' : '还没有发出';

/** What the platform said, word for word. */
function wordsOf(verdict: Verdict): string[] {
  switch (verdict.outcome) {
    case 'applied':
      return verdict.parallel ? ['与他处更改并存'] : [];
    case 'refused':
      return verdict.reasons.map(({ text }) => text);
    case 'waiting':
      return [];
    case 'waiting-review':
      return [CAUSE_TEXTS[verdict.cause]];
    default:
      return [verdict.text];
  }
}
