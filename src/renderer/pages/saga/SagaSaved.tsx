import { Button } from 'antd';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { AcceptedReceipt, OperationView } from '../../desk/api';
import { StateTag } from '../../ui/StateTag';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** 已保存: every receipt, how far each step is, and who is next. */
export function SagaSaved({
  receipts,
  personId,
}: {
  receipts: readonly AcceptedReceipt[];
  personId: string;
}) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { revision } = useDeskSnapshot();
  const steps = useMemo(() => {
    const views = new Map(desk.operations().map((view) => [view.entry.seq, view]));
    return receipts.flatMap(({ receiptNo, entry }) => {
      const view: OperationView | undefined = views.get(entry.seq);
      return view ? [{ receiptNo, view }] : [];
    });
  }, [desk, receipts, revision]);
  return (
    <div className="saved">
      <section className="card">
        <div className="verdict ok">
          <span className="verdict-mark" aria-hidden="true">
            ✓
          </span>
          <span role="status">{receipts.length === 1 ? '已保存' : `已保存，${receipts.length} 步都在`}</span>
        </div>
        <table className="plain-table">
          <tbody>
            {steps.map(({ receiptNo, view }) => (
              <tr key={view.operation.opId}>
                <td>{view.matterLabel}</td>
                <td className="name">{view.who}</td>
                <td className="number receipt">{receiptNo}</td>
                <td className="right">
                  <StateTag operation={view} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {receipts.length > 1 && (
          <p className="mute">
            前一步平台确认后才送后一步。中途不成的会出现在“今日”和“待办”的“未完成的联办”里。
          </p>
        )}
      </section>
      <section className="card">
        <h2>下一步</h2>
        <div className="buttons">
          <Button type="primary" autoFocus onClick={() => navigate('/counter')}>
            办理下一位
          </Button>
          <Button onClick={() => navigate(`/persons/${encodeURIComponent(personId)}`)}>查看此人</Button>
          <Button onClick={() => navigate('/')}>回到今日</Button>
        </div>
      </section>
    </div>
  );
}
