import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { OWNER_LABELS } from '#shared/rejects/dictionary';
import type { OperationView, PreflightItem, PreflightView } from '../../desk/api';
import { shortMoment } from '../../ui/moments';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { draftRoute } from '../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { neverSent } from './where';

const HEAPS = {
  'fix-now': { title: '可以现在改的', mark: '✎' },
  others: { title: '要由别人先办的', mark: '→' },
  behind: { title: '等前一笔的', mark: '…' },
} as const;
const SHOWN = 10;

/** 预检: what the platform will probably refuse of what waits, sorted by who can do something about it now. */
export function PreflightCard() {
  const { preflight } = useDeskSnapshot();
  if (!preflight) return null;
  return <Card preflight={preflight} />;
}

function Card({ preflight }: { preflight: PreflightView }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { revision } = useDeskSnapshot();
  const [amending, setAmending] = useState<OperationView | null>(null);
  const byId = useMemo(
    () => new Map(desk.operations().map((view) => [view.operation.opId, view])),
    [desk, revision],
  );
  const { items, total, done, asOf } = preflight;
  const clear = done - items.length;
  return (
    <section className="card preflight" aria-label="预检">
      <div className="page-head">
        <h2>预检</h2>
        <span className="mute">按本机资料（截至 {shortMoment(asOf)}）推算平台会怎样答复，以平台为准</span>
        <span className="push mute number" role="status">
          {done < total ? `正在预检 ${done} / ${total} 笔` : `${total} 笔都已预检`}
        </span>
      </div>
      <p>
        <span className="tag ok">✓ 没有问题 {clear} 笔</span>{' '}
        {(Object.keys(HEAPS) as (keyof typeof HEAPS)[]).map((heap) => {
          const count = items.filter((item) => item.heap === heap).length;
          return count === 0 ? null : (
            <span className={`tag ${heap === 'behind' ? '' : 'warn'}`} key={heap}>
              {HEAPS[heap].mark} {HEAPS[heap].title} {count} 笔
            </span>
          );
        })}
      </p>
      {(Object.keys(HEAPS) as (keyof typeof HEAPS)[]).map((heap) => (
        <Heap
          key={heap}
          title={HEAPS[heap].title}
          items={items.filter((item) => item.heap === heap)}
          byId={byId}
          onAmend={setAmending}
        />
      ))}
      {amending && (
        <ReasonDialog
          title="撤回这笔，改好再受理？"
          text={`${amending.who}的${amending.matterLabel}还没有发出。撤回后打开原来填的内容，改好再受理；没有受理以前，它留在“没办完的草稿”里。`}
          confirm="撤回并打开"
          onCancel={() => setAmending(null)}
          onDone={async (reason) => {
            const draft = await desk.amend(amending.operation.opId, reason);
            if (!draft.ok) return draft.error.text;
            setAmending(null);
            navigate(...draftRoute(draft.value));
            return null;
          }}
        />
      )}
    </section>
  );
}

function Heap(props: {
  title: string;
  items: readonly PreflightItem[];
  byId: ReadonlyMap<string, OperationView>;
  onAmend: (view: OperationView) => void;
}) {
  const { items, byId } = props;
  const [all, setAll] = useState(false);
  if (items.length === 0) return null;
  const shown = all ? items : items.slice(0, SHOWN);
  return (
    <>
      <h3>{props.title}</h3>
      <ul className="rows">
        {shown.map((item) => {
          const view = byId.get(item.opId);
          return view ? <Row key={item.opId} item={item} view={view} {...props} /> : null;
        })}
      </ul>
      {items.length > shown.length && (
        <Button onClick={() => setAll(true)}>其余 {items.length - shown.length} 笔</Button>
      )}
    </>
  );
}

function Row(props: {
  item: PreflightItem;
  view: OperationView;
  byId: ReadonlyMap<string, OperationView>;
  onAmend: (view: OperationView) => void;
}) {
  const { item, view } = props;
  const { prediction, heap } = item;
  const { advice, reasons, behind } = prediction;
  const before = behind === null ? undefined : props.byId.get(behind);
  const person = view.operation.subjects.find(({ kind }) => kind === 'person');
  return (
    <li>
      <span className="grow">
        第 {view.operation.seq} 笔　<span className="name">{view.who}</span> · {view.matterLabel}
        <span className="preflight-why">
          {prediction.text}
          {before && `前一笔是第 ${before.operation.seq} 笔 ${before.who}的${before.matterLabel}。`}
          {reasons[0] && (
            <span className="mute">
              　{reasons[0].documentTitle} {reasons[0].article} · {reasons[0].rule}
            </span>
          )}
        </span>
        {advice && (
          <span className="preflight-why">
            {prediction.outcome === 'conflict'
              ? '可以撤回改办；照原样上传的，退回后在“待办”按项处理。'
              : advice.todo}{' '}
            <span className="tag">{OWNER_LABELS[advice.owner]}</span>
          </span>
        )}
      </span>
      {heap === 'behind' ? null : neverSent(view) ? (
        <Button type={heap === 'fix-now' ? 'primary' : 'default'} onClick={() => props.onAmend(view)}>
          撤回改办
        </Button>
      ) : (
        <span className="mute">已发出，等平台答复</span>
      )}
      {person && <Link to={`/persons/${encodeURIComponent(person.id)}`}>查看人员 ›</Link>}
    </li>
  );
}
