import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { PaperDue } from '../../desk/api';
import { ReasonDialog } from '../../ui/ReasonDialog';
import { ReceiptPreview } from '../../ui/receipt/PrintReceipt';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** Receipts that were handed out and that the platform's decision has made wrong; nothing where there are none. */
export function PapersDue() {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const [settling, setSettling] = useState<PaperDue | null>(null);
  // Printing ends the task: the preview must not go with its line.
  const [printing, setPrinting] = useState<string | null>(null);
  const due = useMemo(() => desk.papersDue(), [desk, revision]);
  const wrong = due.filter(({ action }) => action !== 'exchange');
  const confirmed = due.filter(({ action }) => action === 'exchange');
  return (
    <>
      {due.length > 0 && (
        <section className="card">
          {wrong.length > 0 && (
            <>
              <h2>需收回或更换的回执（{wrong.length} 张）</h2>
              <DueList due={wrong} onSettle={setSettling} onPrint={setPrinting} />
            </>
          )}
          {confirmed.length > 0 && (
            <details>
              <summary>平台已确认，可以换新的回执（{confirmed.length} 张）</summary>
              <DueList due={confirmed} onSettle={setSettling} onPrint={setPrinting} />
            </details>
          )}
          {settling && (
            <ReasonDialog
              title={
                settling.action === 'exchange' ? `${settling.who}的回执不换新的` : `收回${settling.who}的回执`
              }
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
      )}
      {printing !== null && <ReceiptPreview opId={printing} onClose={() => setPrinting(null)} />}
    </>
  );
}

function DueList(props: {
  due: readonly PaperDue[];
  onSettle: (one: PaperDue) => void;
  onPrint: (opId: string) => void;
}) {
  const { due, onSettle, onPrint } = props;
  return (
    <ul className="rows">
      {due.map((one) => (
        <li key={one.paper.opId}>
          <span className="grow name">
            {one.who}　<span className="number">{one.paper.receiptNo}</span>：{one.text}
          </span>
          {one.action !== 'recall' && (
            <Button onClick={() => onPrint(one.paper.opId)}>
              {one.action === 'exchange' ? '打印已确认的回执' : '打印新回执'}
            </Button>
          )}
          <Button onClick={() => onSettle(one)}>{one.action === 'exchange' ? '不用换' : '已收回'}</Button>
        </li>
      ))}
    </ul>
  );
}
