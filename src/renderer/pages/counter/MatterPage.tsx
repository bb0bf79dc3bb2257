import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { AcceptedReceipt, MatterDraft } from '../../desk/api';
import { Empty } from '../../ui/Empty';
import { carriedDraft } from '../../ui/startMatter';
import { useDeskSnapshot } from '../../ui/useDesk';
import { MatterDesk } from './MatterDesk';
import { Saved } from './Saved';

/** One draft being worked on, then its receipt. */
export function MatterPage() {
  const { draftId = '' } = useParams();
  const { drafts } = useDeskSnapshot();
  const carried = carriedDraft(draftId);
  const start = drafts.find((d) => d.id === draftId) ?? carried?.draft;
  return <OneMatter key={draftId} start={start} read={carried?.read ?? []} />;
}

function OneMatter({ start, read }: { start: MatterDraft | undefined; read: readonly string[] }) {
  const navigate = useNavigate();
  const [first] = useState(start);
  const [done, setDone] = useState<{ receipt: AcceptedReceipt; draft: MatterDraft } | null>(null);
  if (done) return <Saved receipt={done.receipt} draft={done.draft} />;
  if (!first) {
    return (
      <div className="card">
        <Empty title="这份草稿已经办完、已删除，或者在同事名下">
          <p>办完的业务在“同步”里可以看到。</p>
          <Button type="primary" onClick={() => navigate('/counter')}>
            回到窗口受理
          </Button>
        </Empty>
      </div>
    );
  }
  return (
    <MatterDesk start={first} read={read} onAccepted={(receipt, draft) => setDone({ receipt, draft })} />
  );
}
