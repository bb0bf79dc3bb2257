import { Alert, Button, Popconfirm } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { MatterCode } from '#shared/domain/matter';
import type { Json } from '#shared/json';
import { formOf } from '#shared/matters/index';
import { sagaKind } from '#shared/matters/sagas/index';
import type { AcceptedReceipt, SagaDraft, SagaForecast, SagaStepDraft } from '../../desk/api';
import { useHelpAbout } from '../../ui/help/useHelpAbout';
import { clockTime } from '../../ui/moments';
import { recordsFor } from '../../ui/recordsFor';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { useHotkey } from '../../ui/useHotkey';
import { focusField } from '../counter/focus';
import { useDraft } from '../counter/useDraft';
import { HouseholdForm } from './HouseholdForm';
import { SagaPanel } from './SagaPanel';
import { StepForms } from './StepForms';

/** All steps on one page, the answer to the whole on the right, one primary action for all. */
export function SagaDesk(props: {
  start: SagaDraft;
  onAccepted: (receipts: readonly AcceptedReceipt[]) => void;
}) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { day, revision, standing, sagaDrafts } = useDeskSnapshot();
  const { draft, change, saveNow, letGo } = useDraft(props.start, desk.saveSagaDraft);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const forecast = useMemo(() => desk.forecastSaga(draft), [desk, draft, revision, day]);
  const kind = sagaKind(draft.kind);
  const matters = [...new Set(draft.steps.map(({ matter }) => matter))].join(' ');
  useHelpAbout(
    useMemo(() => {
      const codes = matters.split(' ') as MatterCode[];
      return { matters: codes, fields: [...kind.common, ...codes.flatMap((code) => formOf(code).fields)] };
    }, [kind, matters]),
  );
  const person = desk.person(draft.personId)?.person;
  const savedAt = sagaDrafts.find(({ id }) => id === draft.id)?.savedAt ?? null;
  const stopped = standing?.accepts === false;
  useEffect(() => focusField(box.current, 'reason'), []);

  const step = (at: number, changed: (step: SagaStepDraft) => SagaStepDraft) =>
    change((old) => ({
      ...old,
      steps: old.steps.map((one, index) => (index === at ? changed(one) : one)),
    }));
  const enter = (at: number, name: string, value: Json) =>
    step(at, (one) => {
      const typed = { ...one.fields, [name]: value };
      return { ...one, fields: formOf(one.matter).prefill(typed, name, recordsFor(desk, typed), day) };
    });
  const enterCommon = (name: string, value: Json) =>
    change((old) => {
      const typed = { ...old.common, [name]: value };
      return { ...old, common: kind.prefill(typed, name, recordsFor(desk, typed)) };
    });
  const leave = (name: string) => setTouched((set) => (set.has(name) ? set : new Set([...set, name])));
  const showProblem = (name: string) => asked || touched.has(name);

  const accept = async () => {
    if (busy) return;
    setAsked(true);
    if (stopped) return setNote('现在停止受理，原因见上方；填写的内容可以暂存。');
    if (!forecast.canAccept) {
      const wrong = problemNames(forecast);
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
    await saveNow();
    const done = await desk.acceptSaga(draft);
    setBusy(false);
    if (!done.ok) return setTrouble(done.error.text);
    letGo();
    props.onAccepted(done.value);
  };
  useHotkey({ key: 'f9' }, () => void accept());
  const keep = () => void saveNow().then(() => setNote('草稿已存在本机。'));
  useHotkey({ key: 's', ctrl: true }, keep);

  const going = draft.steps.filter((one) => one.going).length;
  return (
    <div className="counter">
      <div className="page-head">
        <h1>{kind.title}</h1>
        <span className="tag">业务日期 {day}</span>
        {savedAt && <span className="tag number">草稿已存 {clockTime(savedAt)}</span>}
        {person && (
          <span className="tag name">
            {person.name}　{person.birthDate}
            {kind.common.length > 0 && `　现在户号 ${person.householdId}`}
          </span>
        )}
        {trouble && <Alert className="grow" type="error" showIcon title={trouble} />}
      </div>
      <form ref={box} className="card form" onSubmit={(event) => event.preventDefault()} noValidate>
        {kind.common.length === 0 ? (
          <StepForms {...{ draft, forecast, showProblem }} onEnter={enter} onLeave={leave} />
        ) : (
          <HouseholdForm
            {...{ draft, forecast, showProblem }}
            onCommon={enterCommon}
            onEnter={enter}
            onGoing={(at, is) => step(at, (one) => ({ ...one, going: is }))}
            onLeave={leave}
          />
        )}
      </form>
      <SagaPanel
        draft={draft}
        forecast={forecast}
        onReason={(warnReason) => change((old) => ({ ...old, warnReason }))}
      />
      <div className="foot">
        <Button
          id="accept"
          type="primary"
          loading={busy}
          disabled={stopped}
          onClick={() => void accept()}
          aria-keyshortcuts="F9"
        >
          {going === 1 ? '受理' : `${going} 步一起受理`} F9
        </Button>
        <Button onClick={keep} aria-keyshortcuts="Control+S">
          暂存 Ctrl S
        </Button>
        <Popconfirm
          title="放弃填写？"
          description="这份草稿里填写的内容会被删除，找不回来。"
          okText="删除草稿"
          cancelText="继续填写"
          onConfirm={() => {
            letGo();
            void desk
              .removeDraft(draft.id)
              .then(() => navigate(`/persons/${encodeURIComponent(draft.personId)}`));
          }}
        >
          <Button>放弃填写</Button>
        </Popconfirm>
        <span className="foot-note" role="status">
          {note ?? (
            <span className="mute">
              一起保存、依次上传：前一步平台确认后才送后一步；中途不成的列入“未完成的联办”，直到有人处理。
            </span>
          )}
        </span>
      </div>
    </div>
  );
}

/** What is wrong, what is asked once first. */
const problemNames = ({ common, problems }: SagaForecast): string[] => [
  ...Object.keys(common),
  ...problems.flatMap((of) => Object.keys(of)),
];
