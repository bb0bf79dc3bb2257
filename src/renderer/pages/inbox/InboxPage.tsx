import { Button, Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { authorText } from '#shared/conflicts/precedence';
import type { InboxItem } from '../../desk/api';
import { ArticleDrawer, type ShownReason } from '../../ui/ArticleDrawer';
import { DeadlineTag } from '../../ui/DeadlineTag';
import { Empty } from '../../ui/Empty';
import { HandOverDialog } from '../../ui/HandOverDialog';
import { shortMoment } from '../../ui/moments';
import { NoticeButton } from '../../ui/notice/NoticeButton';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { SagaWatch } from '../../ui/SagaWatch';
import { draftRoute } from '../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { KeeperName, useWhose } from '../../ui/whose';
import { AdviceList } from './AdviceList';
import { FieldChoices } from './FieldChoices';
import { InboxTabs } from './InboxTabs';
import { NextButton } from './NextButton';
import { Settled } from './Settled';
import { Undoable } from './Undoable';
import { Waiting } from './Waiting';
import { WaysOut } from './WaysOut';

const KINDS = {
  refused: { label: '平台不予受理', mark: '✕' },
  conflict: { label: '与平台有冲突', mark: '⇄' },
  quarantined: { label: '无法传送，已搁置', mark: '!' },
  returned: { label: '复核退回', mark: '↩' },
} as const;

const NOTHING_SEEN: readonly string[] = [];

/** 待办: what the platform refused or found in conflict, what both sides say, and what can be done about it. */
export default function InboxPage() {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const everybodys = useMemo(() => desk.inbox(), [desk, revision]);
  const whose = useWhose();
  const items = everybodys.filter(({ operation }) => whose.shows(operation));
  const [dropping, setDropping] = useState<InboxItem | null>(null);
  const [handing, setHanding] = useState<InboxItem | null>(null);
  const [reason, setReason] = useState<ShownReason | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  return (
    <>
      <div className="page-head">
        <h1>待办</h1>
        {items.length > 0 && <span className="tag no">{items.length} 项需要处理</span>}
        {whose.several && (
          <Checkbox checked={whose.onlyMine} onChange={(event) => whose.setOnlyMine(event.target.checked)}>
            只看我的
          </Checkbox>
        )}
      </div>
      <InboxTabs />
      <p className="tone-ok" role="status">
        {said}
      </p>
      <Undoable />
      <SagaWatch />
      {items.length === 0 ? (
        <div className="card">
          <Empty title={everybodys.length > 0 ? '没有在您名下的事项' : '没有需要处理的事项'}>
            平台不予受理或与平台有冲突的业务会出现在这里。
          </Empty>
        </div>
      ) : (
        <div className="cards">
          {items.map((item) => (
            <Item
              key={item.operation.operation.opId}
              item={item}
              several={whose.several}
              onHand={() => setHanding(item)}
              onDrop={() => setDropping(item)}
              onReason={setReason}
              onSettled={setSaid}
            />
          ))}
        </div>
      )}
      {dropping && (
        <ReasonDialog
          title="放弃这笔业务？"
          text={`${dropping.operation.who}的${dropping.operation.matterLabel}将不再办理，本机显示恢复为平台的记录；流水账里保留这笔业务和您写的原因。排在它后面的业务会继续上传。`}
          confirm="放弃这笔业务"
          onCancel={() => setDropping(null)}
          onDone={async (why) => {
            const done = await desk.drop(dropping.operation.operation.opId, why);
            if (!done.ok) return done.error.text;
            setDropping(null);
            return null;
          }}
        />
      )}
      {handing && (
        <HandOverDialog
          title="移交这笔业务"
          text={`${handing.operation.who}的${handing.operation.matterLabel}移交后由同事处理；当初是谁受理的，流水账里不变。`}
          takers={desk.handOvers.takers(handing.operation.keeper.id)}
          onCancel={() => setHanding(null)}
          onDone={async (to) => {
            const done = await desk.handOvers.operations([handing.operation.operation.opId], to);
            if (!done.ok) return done.error.text;
            setHanding(null);
            return null;
          }}
        />
      )}
      <Settled />
      <ArticleDrawer shown={reason} onClose={() => setReason(null)} />
    </>
  );
}

function Item(props: {
  item: InboxItem;
  several: boolean;
  onHand: () => void;
  onDrop: () => void;
  onReason: (shown: ShownReason) => void;
  onSettled: (said: string) => void;
}) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { item } = props;
  const { operation, entry, who, matterLabel, verdict, keeper } = item.operation;
  const person = operation.subjects.find((s) => s.kind === 'person');
  const known = person ? desk.person(person.id) !== null : false;
  const { revision } = useDeskSnapshot();
  const refusal = useMemo(() => desk.refusal(operation.opId), [desk, operation.opId, revision]);
  const redo = () => {
    const draft = desk.redo(operation.opId);
    if (draft) navigate(...draftRoute(draft));
  };
  return (
    <article className="card">
      <div className="page-head">
        <span className="tag no">
          <span aria-hidden="true">{KINDS[item.kind].mark}</span> {KINDS[item.kind].label}
        </span>
        <h2 className="name grow item-title">
          {who} · {matterLabel}
        </h2>
        {item.kinds.map((kind) => (
          <span className="tag" key={kind}>
            {kind}
          </span>
        ))}
        <DeadlineTag
          deadline={item.deadline}
          onShow={() => item.deadline && props.onReason({ reason: item.deadline.reason, answer: null })}
        />
        <span className="mute number">
          第 {operation.seq} 笔 · {shortMoment(entry.at.device)} 受理
        </span>
        {props.several && (
          <span className="mute">
            经办 <KeeperName operation={item.operation} />
          </span>
        )}
      </div>
      <p>{item.text}</p>
      {verdict?.outcome === 'refused' &&
        verdict.reasons.map((reason) => (
          <button
            type="button"
            className="linklike cited"
            key={reason.rule + reason.code}
            onClick={() => props.onReason({ reason, answer: null })}
          >
            {reason.documentTitle} {reason.article} · {reason.rule} ›
          </button>
        ))}
      {verdict?.outcome === 'refused' && refusal && <WaysOut opId={operation.opId} />}
      <AdviceList advice={item.advice} />
      {verdict?.outcome === 'conflict' && (
        <>
          <p className="mute number">
            平台的记录最近由{authorText(verdict.changedBy ?? '原有资料')}
            {verdict.changedAt ? `于 ${shortMoment(verdict.changedAt)} 更改` : '提供，没有更改时间'}。
          </p>
          {item.fields.length > 0 && (
            <FieldChoices opId={operation.opId} fields={item.fields} onSettled={props.onSettled} />
          )}
        </>
      )}
      <Waiting waiting={item.waiting} />
      <div className="buttons">
        <NextButton item={item} onDrop={props.onDrop} />
        <Button
          type={item.next.kind === 'redo' && item.fields.length === 0 ? 'primary' : 'default'}
          onClick={redo}
        >
          改后重办
        </Button>
        {refusal && <NoticeButton {...refusal} seen={NOTHING_SEEN} />}
        <Button onClick={props.onDrop}>放弃…</Button>
        {props.several && desk.handOvers.mayNot(keeper.id) === null && (
          <Button onClick={props.onHand}>移交…</Button>
        )}
        {person && known && (
          <Button onClick={() => navigate(`/persons/${encodeURIComponent(person.id)}`)}>查看人员</Button>
        )}
      </div>
    </article>
  );
}
