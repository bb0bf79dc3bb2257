import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Empty } from '../../ui/Empty';
import { shortMoment } from '../../ui/moments';
import { sagaRoute } from '../../ui/sagaRoute';
import { draftRoute } from '../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { draftTitle, sagaDraftTitle } from './draftTitle';
import { FindPerson } from './FindPerson';
import { MatterMenu } from './MatterMenu';

/** 窗口受理: start from a person or from a matter, or go on with a draft. */
export function CounterPage() {
  const { drafts, sagaDrafts } = useDeskSnapshot();
  const begun = drafts.length + sagaDrafts.length > 0;
  const [scans, setScans] = useState(0);
  return (
    <>
      <div className="page-head">
        <h1>窗口受理</h1>
      </div>
      <div className="cards">
        <FindPerson onScanned={() => setScans((n) => n + 1)} />
        {begun && <Drafts />}
        <section className="card">
          <h2>2　或直接选事项（新建人员、查询试算从这里开始）</h2>
          <MatterMenu scans={scans} />
        </section>
        {!begun && <Drafts />}
      </div>
    </>
  );
}

/** Forms that were begun; above the menu while there are any, so that none is forgotten below it. */
function Drafts() {
  const desk = useDesk();
  const navigate = useNavigate();
  const { drafts, sagaDrafts } = useDeskSnapshot();
  return (
    <section className="card">
      <h2>没办完的草稿</h2>
      {drafts.length + sagaDrafts.length === 0 ? (
        <Empty title="没有草稿">填写时会自动存草稿，断电、关机后可从这里继续。</Empty>
      ) : (
        <ul className="rows drafts">
          {sagaDrafts.map((draft) => (
            <DraftRow
              key={draft.id}
              draft={draft}
              title={sagaDraftTitle(desk, draft)}
              onGoOn={() => navigate(...sagaRoute(draft))}
            />
          ))}
          {drafts.map((draft) => (
            <DraftRow
              key={draft.id}
              draft={draft}
              title={draftTitle(desk, draft)}
              onGoOn={() => navigate(...draftRoute(draft))}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function DraftRow(props: {
  draft: { readonly id: string; readonly savedAt: string | null };
  title: string;
  onGoOn: () => void;
}) {
  const desk = useDesk();
  const { id, savedAt } = props.draft;
  return (
    <li>
      <span className="grow cut" title={props.title}>
        {props.title}
      </span>
      {savedAt && <span className="mute number">{shortMoment(savedAt)} 存</span>}
      <Button type="primary" ghost onClick={props.onGoOn}>
        继续
      </Button>
      <Popconfirm
        title="删除这份草稿？"
        description="草稿里填写的内容会被删除，找不回来。"
        okText="删除"
        cancelText="不删"
        onConfirm={() => void desk.removeDraft(id)}
      >
        <Button>删除</Button>
      </Popconfirm>
    </li>
  );
}
