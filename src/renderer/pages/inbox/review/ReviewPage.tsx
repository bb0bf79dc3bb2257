import { Alert, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ReviewItem } from '../../../desk/reviewing';
import { Empty } from '../../../ui/Empty';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { SignInAs } from '../../../ui/SignInAs';
import { useDesk, useDeskSnapshot } from '../../../ui/useDesk';
import { useHotkey } from '../../../ui/useHotkey';
import { InboxTabs } from '../InboxTabs';
import { Others, useOthers } from './Others';
import { ReviewDetail } from './ReviewDetail';
import { ReviewList } from './ReviewList';

const ALL = '';

/** 待复核: what another clerk entered, to be accepted or returned by a second one before it leaves the desk (R-WF-03). */
export default function ReviewPage() {
  const desk = useDesk();
  const { revision, desk: state, policy, counts } = useDeskSnapshot();
  const own = useMemo(() => desk.reviews.queue(), [desk, revision, state]);
  const others = useOthers();
  const queue = [...own, ...others.items];
  const [village, setVillage] = useState(ALL);
  const [chosen, setChosen] = useState<string | null>(null);
  const [returning, setReturning] = useState<ReviewItem | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const villages = [...new Set(queue.map((item) => item.village))].sort();
  const shown = queue.filter((item) => village === ALL || item.village === village);
  const at = Math.max(
    0,
    shown.findIndex((item) => idOf(item) === chosen),
  );
  const item = shown[at] ?? null;

  const settled = (words: string) => {
    // The next one is looked at without a hand on the mouse.
    const next = shown[at + 1] ?? shown[at - 1] ?? null;
    setChosen(next && idOf(next));
    setSaid(words);
    setTrouble(null);
  };
  const accept = async () => {
    if (item === null || returning !== null) return;
    if (item.mayNot !== null) return setTrouble(item.mayNot);
    const done = await desk.reviews.accept(item, '');
    if (!done.ok) return setTrouble(done.error.text);
    settled(
      `${item.who}的${item.matterLabel}复核通过，${item.from === 'here' ? '随即上传' : '已在平台生效'}。`,
    );
    if (item.from === 'platform') void others.fetch();
  };
  const giveBack = () => {
    if (item === null) return;
    if (item.mayNot !== null) return setTrouble(item.mayNot);
    setReturning(item);
  };
  useHotkey({ key: 'f9' }, () => void accept());
  useHotkey({ key: 'f8' }, giveBack);

  return (
    <>
      <div className="page-head">
        <h1>待办</h1>
        {queue.length > 0 && <span className="tag warn">{queue.length} 笔待复核</span>}
        {villages.length > 1 && (
          <Select
            className="push"
            aria-label="按村筛选"
            style={{ width: 190 }}
            value={village}
            options={[
              { value: ALL, label: '全部村（居）' },
              ...villages.map((name) => ({ value: name, label: name || '（无村居）' })),
            ]}
            onChange={setVillage}
          />
        )}
      </div>
      <InboxTabs />
      {policy?.review && <Others others={others} />}
      <p className="tone-ok" role="status">
        {said}
      </p>
      {trouble && <Alert type="error" showIcon title={trouble} style={{ marginBottom: 10 }} />}
      {item === null ? (
        <div className="card">
          <Empty title="没有等您复核的业务">
            {policy?.review
              ? '受理后要复核的业务会先停在这里，由另一名经办人复核通过后才上传。'
              : '本地政策没有要求复核。要求复核时，受理的业务会先停在这里，由另一名经办人复核。'}
            {counts.reviewing > queue.length &&
              `另有 ${counts.reviewing - queue.length} 笔在平台等别的终端复核。`}
          </Empty>
        </div>
      ) : (
        <div className="review">
          <ReviewList items={shown} chosen={idOf(item)} onChoose={setChosen} />
          <ReviewDetail
            key={idOf(item)}
            item={item}
            onAccept={() => void accept()}
            onReturn={giveBack}
            signIn={item.mayNot === null ? null : <SignInAs canAdd onDone={() => setTrouble(null)} />}
          />
        </div>
      )}
      {returning && (
        <ReasonDialog
          title="退回这笔业务？"
          text={`${returning.who}的${returning.matterLabel}退回给${returning.enteredBy}，不上传；改好重办后再复核。排在它后面的业务要等它处理好。`}
          confirm="退回"
          placeholder="请写明哪里不对、要怎么改（必填，记入流水账）"
          onCancel={() => setReturning(null)}
          onDone={async (why) => {
            const done = await desk.reviews.giveBack(returning, why);
            if (!done.ok) return done.error.text;
            setReturning(null);
            settled(`${returning.who}的${returning.matterLabel}已退回。`);
            if (returning.from === 'platform') void others.fetch();
            return null;
          }}
        />
      )}
    </>
  );
}

const idOf = (item: ReviewItem): string => item.operation.opId;
