import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { MATTERS } from '#shared/domain/matter';
import type { SagaView } from '../desk/api';
import { ReasonDialog } from './ReasonDialog';
import { StateTag } from './StateTag';
import { draftRoute } from './startMatter';
import { useDesk, useDeskSnapshot } from './useDesk';

/** 未完成的联办: what broke in the middle stands here until somebody has dealt with it. Nothing where there is none. */
export function SagaWatch() {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const sagas = useMemo(() => desk.sagas(), [desk, revision]);
  const [asking, setAsking] = useState<SagaView | null>(null);
  if (sagas.length === 0) return null;
  return (
    <section className="card" aria-label="未完成的联办">
      <div className="page-head">
        <h2 className="grow">未完成的联办</h2>
        <span className="tag no">{sagas.length} 件</span>
      </div>
      {sagas.map((saga) => (
        <Watched key={saga.id} saga={saga} onTakeBack={() => setAsking(saga)} />
      ))}
      {asking && <TakeBack saga={asking} onClose={() => setAsking(null)} />}
    </section>
  );
}

function Watched({ saga, onTakeBack }: { saga: SagaView; onTakeBack: () => void }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const redo = () => {
    const draft = saga.redoable === null ? null : desk.redo(saga.redoable);
    if (draft) navigate(...draftRoute(draft));
  };
  return (
    <article className="watched">
      <p>{saga.text}</p>
      <table className="plain-table">
        <tbody>
          {saga.steps.map(({ step, operation }) => (
            <tr key={operation.operation.opId}>
              <td className="number">第 {step} 步</td>
              <td className="name">{operation.who}</td>
              <td>{MATTERS[operation.operation.matter]}</td>
              <td className="right">
                <StateTag operation={operation} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {saga.state === 'broken' && (
        <div className="buttons">
          {saga.redoable !== null && (
            <Button type="primary" onClick={redo}>
              改后重办
            </Button>
          )}
          <Button onClick={onTakeBack}>{saga.hasEffect ? `${saga.words.takeBack}…` : '整件放弃…'}</Button>
        </div>
      )}
    </article>
  );
}

/** Says what would be done, and what the rules say of it, before it is done. */
function TakeBack({ saga, onClose }: { saga: SagaView; onClose: () => void }) {
  const desk = useDesk();
  const [reversing] = useState(() => desk.reversalsOf(saga.id));
  const several = new Set(saga.steps.map(({ operation }) => operation.who)).size > 1;
  const steps = reversing.ok
    ? reversing.value.map(({ draft, forecast }) => {
        const refusal = forecast.answer?.reasons.find(({ severity }) => severity !== 'info')?.text ?? '';
        const { personId } = draft.fields;
        const who = several && typeof personId === 'string' ? (desk.person(personId)?.person.name ?? '') : '';
        return `${who}${MATTERS[draft.matter]}（${forecast.answer?.decision === 'ALLOW' ? '按规定可以办理' : refusal || Object.values(forecast.problems).join('')}）`;
      })
    : [];
  const words = reversing.ok
    ? steps.length === 0
      ? `还没有一步生效：没办成的和还没送的都不再办理，${saga.words.untouched}。`
      : `${saga.words.reversing(steps.join('、'), saga.who)}；没办成的和还没送的都不再办理。平台确认之前，这件事仍列在这里。`
    : reversing.error;
  return (
    <ReasonDialog
      title={saga.hasEffect ? `${saga.words.takeBack}？` : '整件放弃？'}
      text={words}
      confirm={saga.hasEffect ? '恢复' : '整件放弃'}
      onCancel={onClose}
      onDone={async (why) => {
        const done = await desk.compensate(saga.id, why);
        if (!done.ok) return done.error.text;
        onClose();
        return null;
      }}
    />
  );
}
