import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { PAUSE_THEN_REGISTER, type PauseMatter } from '#shared/matters/twoSteps';
import type { AcceptedReceipt } from '../../desk/api';
import { Empty } from '../../ui/Empty';
import { useDesk } from '../../ui/useDesk';
import { SagaDesk } from './SagaDesk';
import { SagaSaved } from './SagaSaved';

const isPause = (matter: string): matter is PauseMatter => Object.hasOwn(PAUSE_THEN_REGISTER, matter);

/** 联办: a pause and the registration that follows it, filled in and accepted as one. */
export default function SagaPage() {
  const { pause = '', personId = '' } = useParams();
  const desk = useDesk();
  const navigate = useNavigate();
  if (!isPause(pause) || desk.person(personId) === null) {
    return (
      <div className="card">
        <Empty title="找不到要联办的人">
          <p>此人可能已调出本辖区，或链接有误。请重新查找。</p>
          <Button type="primary" onClick={() => navigate('/counter')}>
            回到窗口受理
          </Button>
        </Empty>
      </div>
    );
  }
  return <OneSaga key={`${pause}/${personId}`} pause={pause} personId={personId} />;
}

function OneSaga({ pause, personId }: { pause: PauseMatter; personId: string }) {
  const desk = useDesk();
  const [start] = useState(() => desk.newSaga(pause, personId));
  const [done, setDone] = useState<readonly AcceptedReceipt[] | null>(null);
  return done ? (
    <SagaSaved receipts={done} personId={personId} />
  ) : (
    <SagaDesk start={start} personId={personId} onAccepted={setDone} />
  );
}
