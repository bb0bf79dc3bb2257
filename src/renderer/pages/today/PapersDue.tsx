import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { PaperDue } from '../../desk/api';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { PrintReceipt } from '../../ui/receipt/PrintReceipt';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** Receipts that were handed out and that the platform's decision has made wrong; nothing where there are none. */
export function PapersDue() {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const [settling, setSettling] = useState<PaperDue | null>(null);
  const due = useMemo(() => desk.papersDue(), [desk, revision]);
  if (due.length === 0) return null;
  return (
    <section className="card">
      <h2>需收回或更换的回执（{due.length} 张）</h2>
      <ul className="rows">
        {due.map((one) => (
          <li key={one.paper.opId}>
            <span className="grow name">
              {one.who}　<span className="number">{one.paper.receiptNo}</span>：{one.text}
            </span>
            {one.action === 'reprint' && <PrintReceipt opId={one.paper.opId} label="打印新回执" />}
            <Button onClick={() => setSettling(one)}>已收回</Button>
          </li>
        ))}
      </ul>
      {settling && (
        <ReasonDialog
          title={`收回${settling.who}的回执`}
          text={settling.text}
          confirm="记下"
          placeholder="怎样处理的，例如：当面收回；上门更换；已电话告知，约定来换（必填）"
          onCancel={() => setSettling(null)}
          onDone={async (how) => {
            const settled = await desk.settlePaper(settling.paper.opId, how);
            if (settled.ok) setSettling(null);
            return settled.ok ? null : settled.error.text;
          }}
        />
      )}
    </section>
  );
}
