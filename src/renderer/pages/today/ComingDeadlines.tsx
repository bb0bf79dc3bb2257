import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { DeadlineKind } from '#shared/deadlines/deadline';
import { byDeadline } from '#shared/deadlines/deadline';
import { MATTERS } from '#shared/domain/matter';
import { COMING_DAYS } from '../../desk/deadlineDesk';
import { ArticleDrawer, type ShownReason } from '../../ui/ArticleDrawer';
import { DeadlineTag } from '../../ui/DeadlineTag';
import { draftRoute } from '../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { useComing } from './useComing';

const KINDS: Readonly<Record<DeadlineKind, string>> = {
  newborn: '新生儿登记',
  window: '集中缴费期内缴费',
  hire: '用工登记',
};
const SHOWN = 6;

/** 近期到期: what somebody loses in the days ahead, and the matter that keeps it; forms begun here among it. */
export function ComingDeadlines() {
  const desk = useDesk();
  const navigate = useNavigate();
  const { drafts, day, revision } = useDeskSnapshot();
  const coming = useComing();
  const [shown, setShown] = useState<ShownReason | null>(null);
  const begun = useMemo(
    () =>
      drafts
        .map((draft) => ({ draft, deadline: desk.deadlines.ofDraft(draft) }))
        .filter(({ deadline }) => deadline !== null)
        .toSorted((a, b) => byDeadline(a.deadline, b.deadline, day)),
    [desk, drafts, day, revision],
  );
  if (coming === null) return null;
  const kinds = (Object.keys(KINDS) as DeadlineKind[]).filter((kind) => coming.counts[kind] > 0);
  if (kinds.length === 0 && begun.length === 0) return null;
  return (
    <section className="card" aria-label="近期到期">
      <h2>{COMING_DAYS} 天内到期</h2>
      {kinds.length > 0 && (
        <p className="mute">{kinds.map((kind) => `${KINDS[kind]} ${coming.counts[kind]} 人`).join('，')}</p>
      )}
      <ul className="rows">
        {begun.slice(0, SHOWN).map(({ draft, deadline }) => (
          <li key={draft.id}>
            <span className="grow name">
              草稿 · {MATTERS[draft.matter]}{' '}
              <DeadlineTag
                deadline={deadline}
                onShow={() => deadline && setShown({ reason: deadline.reason, answer: null })}
              />
              <span className="mute how"> 过后{deadline?.lost}</span>
            </span>
            <Button onClick={() => navigate(...draftRoute(draft))}>继续</Button>
          </li>
        ))}
        {coming.list.slice(0, SHOWN).map(({ person, deadline }) => (
          <li key={person.id}>
            <span className="grow name">
              {person.name}{' '}
              <DeadlineTag
                deadline={deadline}
                onShow={() => setShown({ reason: deadline.reason, answer: null })}
              />
              <span className="mute how"> 过后{deadline.lost}</span>
            </span>
            <Button
              aria-label={`为${person.name}办理${MATTERS[deadline.matter]}`}
              onClick={() =>
                navigate(
                  ...draftRoute(desk.newDraft(deadline.matter, { who: 'existing', personId: person.id })),
                )
              }
            >
              办理
            </Button>
          </li>
        ))}
      </ul>
      {coming.list.length > SHOWN && (
        <p className="mute">先列最早到期的 {SHOWN} 人；办完后后面的会补上来。</p>
      )}
      <ArticleDrawer shown={shown} onClose={() => setShown(null)} />
    </section>
  );
}
