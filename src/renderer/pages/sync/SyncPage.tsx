import { Button, Checkbox, Segmented, Table, type TableColumnType } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { DeskSnapshot, OperationView } from '../../desk/api';
import { Empty } from '../../ui/Empty';
import { lineWords } from '../../ui/lineWords';
import { lapse, longMoment, shortMoment } from '../../ui/moments';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { StateTag } from '../../ui/StateTag';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { useNow } from '../../ui/useNow';
import { KeeperName, useWhose } from '../../ui/whose';
import { BagMenu, BagsOut } from './Bags';
import { ChainCard } from './ChainCard';
import { FindReceipt } from './FindReceipt';
import { moveOrOpen, OperationWay } from './OperationWay';
import { PreflightCard } from './PreflightCard';
import { PurgedNote } from './PurgedNote';
import { StandingCard } from './StandingCard';
import { FILTERS, type Filter, neverSent, whereIsIt } from './where';

/** 同步: every operation and where it is, and how the line stands. */
export default function SyncPage() {
  const desk = useDesk();
  const snapshot = useDeskSnapshot();
  const [busy, setBusy] = useState(false);
  const [filter, setFilter] = useState<Filter>('全部');
  const [showing, setShowing] = useState<string | null>(null);
  const [withdrawing, setWithdrawing] = useState<OperationView | null>(null);
  const { revision } = snapshot;
  const all = useMemo(
    () => desk.operations().toSorted((a, b) => b.operation.seq - a.operation.seq),
    [desk, revision],
  );
  const seqOf = useMemo(() => new Map(all.map((o) => [o.operation.opId, o.operation.seq])), [all]);
  const purged = useMemo(() => desk.purged(), [desk, revision]);
  const whose = useWhose();
  const shown = all.filter(FILTERS[filter]).filter(whose.shows);
  const syncNow = async () => {
    setBusy(true);
    await desk.syncNow();
    setBusy(false);
  };

  const columns: TableColumnType<OperationView>[] = [
    { title: '笔', width: 64, render: (_, o) => <span className="number">{o.operation.seq}</span> },
    {
      title: '受理时间',
      width: 118,
      render: (_, o) => <span className="number">{shortMoment(o.entry.at.device)}</span>,
    },
    { title: '人员', width: 150, ellipsis: true, render: (_, o) => o.who },
    { title: '事项', width: 140, ellipsis: true, render: (_, o) => o.matterLabel },
    ...(whose.several
      ? [
          {
            title: '经办人',
            width: 96,
            ellipsis: true,
            render: (_: unknown, o: OperationView) => <KeeperName operation={o} />,
          },
        ]
      : []),
    { title: '状态', width: 120, render: (_, o) => <StateTag operation={o} /> },
    {
      title: '到了哪里',
      render: (_, o) => (
        <>
          {whereIsIt(o, seqOf)}{' '}
          {o.verdict && o.verdict.outcome !== 'applied' && o.stateLabel !== '已处理' && (
            <Link to="/inbox">去处理 ›</Link>
          )}
        </>
      ),
    },
    {
      title: '操作',
      width: 150,
      render: (_, o) => (
        <>
          <Button onClick={() => setShowing(o.operation.opId)}>经过</Button>
          {neverSent(o) && <Button onClick={() => setWithdrawing(o)}>撤回</Button>}
        </>
      ),
    },
  ];

  return (
    <div className="full-page">
      <div className="page-head">
        <h1>同步</h1>
        <Segmented<Filter> options={Object.keys(FILTERS) as Filter[]} value={filter} onChange={setFilter} />
        {whose.several && (
          <Checkbox checked={whose.onlyMine} onChange={(event) => whose.setOnlyMine(event.target.checked)}>
            只看我的
          </Checkbox>
        )}
        <span className="push" />
        <BagMenu />
        <Button type="primary" loading={busy} onClick={() => void syncNow()}>
          立即同步
        </Button>
      </div>
      <FindReceipt onFound={setShowing} />
      <LineCard />
      <PreflightCard />
      <ChainCard />
      <BagsOut />
      <StandingCard />
      <div className="card table-card">
        <Table
          size="small"
          rowKey={(o) => o.operation.opId}
          dataSource={shown}
          columns={columns}
          onRow={(o) => ({
            tabIndex: 0,
            'aria-label': `第 ${o.operation.seq} 笔，${o.stateLabel}，按回车看经过`,
            onDoubleClick: () => setShowing(o.operation.opId),
            onKeyDown: (event) => moveOrOpen(event, () => setShowing(o.operation.opId)),
          })}
          pagination={{ pageSize: 30, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{
            emptyText: (
              <Empty title={filter === '全部' ? '本机还没有受理过业务' : `没有“${filter}”的业务`}>
                受理后每一笔都会列在这里，直到平台确认。
              </Empty>
            ),
          }}
        />
      </div>
      <PurgedNote entries={purged} />
      <OperationWay
        operation={all.find(({ operation }) => operation.opId === showing) ?? null}
        seqOf={seqOf}
        onClose={() => setShowing(null)}
      />
      {withdrawing && (
        <ReasonDialog
          title="撤回这笔业务？"
          text={`${withdrawing.who}的${withdrawing.matterLabel}还没有发出，撤回后不再上传，本机显示恢复原样；流水账里保留这笔业务和您写的原因。`}
          confirm="撤回"
          onCancel={() => setWithdrawing(null)}
          onDone={async (reason) => {
            const done = await desk.withdraw(withdrawing.operation.opId, reason);
            if (!done.ok) return done.error.text;
            setWithdrawing(null);
            return null;
          }}
        />
      )}
    </div>
  );
}

function LineCard() {
  const snapshot = useDeskSnapshot();
  const now = useNow(1000);
  const words = lineWords(snapshot, now);
  const { delivery, counts, mirror, desk: state, evidence: pictures } = snapshot;
  const network = delivery?.network;
  const next = delivery?.nextAttemptAt ? Date.parse(delivery.nextAttemptAt) - now : null;
  return (
    <section className="card line-card">
      <dl className="facts two">
        <dt>线路</dt>
        <dd className={`tone-${words.tone}`}>{words.line}</dd>
        <dt>最近一次平台应答</dt>
        <dd className="number">
          {network?.lastAnswerAt ? longMoment(network.lastAnswerAt) : '还没有过'}
          {answerAge(snapshot, now)}
        </dd>
        <dt>待上传</dt>
        <dd className="number">
          {counts.queued} 笔{counts.held > 0 && `，其中 ${counts.held} 笔等待前一笔`}
          {(delivery?.exported ?? 0) > 0 && `；另有 ${delivery?.exported} 笔在离线包里，等答复包`}
        </dd>
        {pictures && pictures.waiting + pictures.refused + pictures.lost > 0 && (
          <>
            <dt>材料图片</dt>
            <dd className="number">
              {pictures.waiting} 份材料待上传，排在业务之后
              {pictures.refused > 0 && `；${pictures.refused} 份平台没有收下，原因见那一笔的“经过”`}
              {pictures.lost > 0 && `；${pictures.lost} 份本机文件缺失，请重新拍照补上`}
              {pictures.trouble && <div className="tone-warn">{pictures.trouble}</div>}
              <div className="mute">离线包不带图片，图片只走线路。</div>
            </dd>
          </>
        )}
        <dt>下次尝试</dt>
        <dd className="number">
          {next === null ? '没有等待发送的业务' : next <= 0 ? '正在尝试' : `${Math.ceil(next / 1000)} 秒后`}
        </dd>
        <dt>本机资料</dt>
        <dd className="number">
          {mirror
            ? `截至 ${longMoment(mirror.asOf)}${state?.todayIsFixed ? '' : `（${lapse(now - Date.parse(mirror.asOf))}前）`}`
            : '还没有下载'}
        </dd>
        {words.trouble && (
          <>
            <dt>遇到的问题</dt>
            <dd className="tone-warn">{words.trouble}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** How long ago the platform last answered, by its own clock (SY10); nothing where the day is fixed. */
function answerAge({ delivery, standing, desk }: DeskSnapshot, now: number): string {
  const at = delivery?.network.lastAnswerAt;
  if (!at || desk?.todayIsFixed) return '';
  return `（${lapse(now + (standing?.clock?.offsetMs ?? 0) - Date.parse(at))}前）`;
}
