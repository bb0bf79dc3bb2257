import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { AcceptedReceipt, SagaDraft } from '../../desk/api';
import { Empty } from '../../ui/Empty';
import { carriedSaga } from '../../ui/sagaRoute';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { SagaDesk } from './SagaDesk';
import { SagaSaved } from './SagaSaved';

/** 联办: all steps of one matter, filled in and accepted as one. */
export default function SagaPage() {
  const { draftId = '' } = useParams();
  const { sagaDrafts } = useDeskSnapshot();
  const start = sagaDrafts.find(({ id }) => id === draftId) ?? carriedSaga(draftId);
  return <OneSaga key={draftId} start={start} />;
}

function OneSaga({ start }: { start: SagaDraft | undefined }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const [first] = useState(start);
  const [done, setDone] = useState<readonly AcceptedReceipt[] | null>(null);
  if (!first || desk.person(first.personId) === null) {
    return (
      <div className="card">
        <Empty title="这份联办已经办完、已删除，或者在同事名下">
          <p>办完的业务在“同步”里可以看到；要办的人若已调出本辖区，不能再办。</p>
          <Button type="primary" onClick={() => navigate('/counter')}>
            回到窗口受理
          </Button>
        </Empty>
      </div>
    );
  }
  if (done) return <SagaSaved receipts={done} personId={first.personId} />;
  return <SagaDesk start={first} onAccepted={setDone} />;
}
