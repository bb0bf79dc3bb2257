import { OWNER_LABELS } from '#shared/rejects/dictionary';
import type { Advice } from '../../desk/inboxAdvice';
import { UnknownReply } from './UnknownReply';

const RETRY = {
  'by-itself': '会自动再送',
  'after-fix': '改正后可以再办',
  never: '再送也是同样结果',
} as const;

/** What the dictionary says of each reason of the platform: cause, what to do, who, and whether sending again helps. */
export function AdviceList({ advice }: { advice: readonly Advice[] }) {
  return (
    <>
      {advice.map((one) =>
        one.entry === null ? (
          <UnknownReply key={`${one.code}${one.text}`} code={one.code} text={one.text} />
        ) : (
          <dl className="facts advice" key={one.entry.id}>
            <dt>原因</dt>
            <dd>{one.entry.cause}</dd>
            <dt>怎么办</dt>
            <dd>
              {one.entry.todo} <span className="tag">{OWNER_LABELS[one.entry.owner]}</span>{' '}
              <span className="tag">{RETRY[one.entry.retry]}</span>
            </dd>
          </dl>
        ),
      )}
    </>
  );
}
