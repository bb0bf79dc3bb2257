import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { OperationView } from '../../desk/api';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** What was done in the place of a failed operation and not sent yet: it can still be undone. */
export function Undoable() {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const list = useMemo(() => desk.undoable(), [desk, revision]);
  const [undoing, setUndoing] = useState<OperationView | null>(null);
  if (list.length === 0) return null;
  return (
    <section className="card undoable" aria-label="可以撤销的处理">
      <h2>已处理，还没有上传，可以撤销</h2>
      <ul className="rows">
        {list.map((view) => (
          <li key={view.operation.opId}>
            <span className="grow">
              第 {view.operation.seq} 笔　<span className="name">{view.who}</span> · {view.matterLabel}
              {view.operation.forecast.warnReason && (
                <span className="mute">　理由：{view.operation.forecast.warnReason}</span>
              )}
            </span>
            <Button onClick={() => setUndoing(view)}>撤销处理</Button>
          </li>
        ))}
      </ul>
      {undoing && (
        <ReasonDialog
          title="撤销这次处理？"
          text={`第 ${undoing.operation.seq} 笔还没有发出，撤销后不再上传；${undoing.who}原来那一笔会回到待办，重新处理。`}
          confirm="撤销处理"
          onCancel={() => setUndoing(null)}
          onDone={async (reason) => {
            const done = await desk.withdraw(undoing.operation.opId, reason);
            if (!done.ok) return done.error.text;
            setUndoing(null);
            return null;
          }}
        />
      )}
    </section>
  );
}
