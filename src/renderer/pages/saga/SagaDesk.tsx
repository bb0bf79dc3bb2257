import { Alert, Button } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { MATTERS } from '#shared/domain/matter';
import type { Json } from '#shared/json';
import { formOf } from '#shared/matters/index';
import type { AcceptedReceipt, SagaDraft } from '../../desk/api';
import { recordsFor } from '../../ui/recordsFor';
import { sagaTitle } from '../../ui/sagaRoute';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { useHotkey } from '../../ui/useHotkey';
import { focusField } from '../counter/focus';
import { MatterFields } from '../counter/MatterFields';
import { SagaPanel } from './SagaPanel';

/** The person was chosen before, and is the same in both steps. */
const CHOSEN: ReadonlySet<string> = new Set(['who', 'personId']);
const NONE: ReadonlySet<string> = new Set();

/** Both forms below one another, the answer to the whole on the right, one primary action for both. */
export function SagaDesk(props: {
  start: SagaDraft;
  personId: string;
  onAccepted: (receipts: readonly AcceptedReceipt[]) => void;
}) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { day, revision } = useDeskSnapshot();
  const [draft, setDraft] = useState(props.start);
  const [touched, setTouched] = useState(NONE);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const forecast = useMemo(() => desk.forecastSaga(draft), [desk, draft, revision, day]);
  const person = desk.person(props.personId)?.person;
  useEffect(() => focusField(box.current, 'reason'), []);

  const enter = (at: number, name: string, value: Json) =>
    setDraft((old) => {
      const [first, second] = old.steps.map((step, index) => {
        if (index !== at) return step;
        const typed = { ...step.fields, [name]: value };
        return { ...step, fields: formOf(step.matter).prefill(typed, name, recordsFor(desk, typed), day) };
      });
      return first && second ? { ...old, steps: [first, second] } : old;
    });

  const accept = async () => {
    if (busy) return;
    setAsked(true);
    if (!forecast.canAccept) {
      const wrong = forecast.problems.flatMap((of) => Object.keys(of));
      if (wrong[0] !== undefined) focusField(box.current, wrong[0]);
      else document.getElementById('warnReason')?.focus();
      return setTrouble(
        wrong.length > 0
          ? `还不能受理：有 ${wrong.length} 项要补充或改正，已在表单上标明。`
          : (forecast.answer?.text ?? '还不能受理：请先补充右侧列出的内容。'),
      );
    }
    setBusy(true);
    setTrouble(null);
    const done = await desk.acceptSaga(draft);
    setBusy(false);
    if (!done.ok) return setTrouble(done.error.text);
    props.onAccepted(done.value);
  };
  useHotkey({ key: 'f9' }, () => void accept());

  return (
    <div className="counter">
      <div className="page-head">
        <h1>联办：{sagaTitle(draft.pause)}</h1>
        <span className="tag">业务日期 {day}</span>
        {person && (
          <span className="tag name">
            {person.name}　{person.birthDate}
          </span>
        )}
        {trouble && <Alert className="grow" type="error" showIcon title={trouble} />}
      </div>
      <form ref={box} className="card form" onSubmit={(event) => event.preventDefault()} noValidate>
        {draft.steps.map((step, at) => (
          <section key={step.opId} aria-label={`第 ${at + 1} 步`}>
            <h2>
              第 {at + 1} 步　{MATTERS[step.matter]}
            </h2>
            <MatterFields
              form={{
                ...formOf(step.matter),
                fields: formOf(step.matter).fields.filter(({ name }) => !CHOSEN.has(name)),
              }}
              fields={step.fields}
              problems={forecast.problems[at] ?? {}}
              showProblem={(name) => asked || touched.has(name)}
              prefilled={NONE}
              onFile={null}
              onEnter={(name, value) => enter(at, name, value)}
              onLeave={(name) => setTouched((set) => new Set([...set, name]))}
            />
          </section>
        ))}
      </form>
      <SagaPanel
        draft={draft}
        forecast={forecast}
        onReason={(warnReason) =>
          setDraft((old) => ({
            ...old,
            steps: [
              { ...old.steps[0], warnReason },
              { ...old.steps[1], warnReason },
            ],
          }))
        }
      />
      <div className="foot">
        <Button
          id="accept"
          type="primary"
          loading={busy}
          onClick={() => void accept()}
          aria-keyshortcuts="F9"
        >
          两步一起受理 F9
        </Button>
        <Button onClick={() => navigate(`/persons/${encodeURIComponent(props.personId)}`)}>不办了</Button>
        <span className="foot-note mute">
          两步一起保存、依次上传：前一步平台确认后才送后一步；中途不成的列入“未完成的联办”，直到有人处理。
        </span>
      </div>
    </div>
  );
}
