import { Alert, Button, Popconfirm } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { MATTERS } from '#shared/domain/matter';
import type { Json } from '#shared/json';
import { formOf } from '#shared/matters/index';
import type { AcceptedReceipt, Forecast, MatterDraft } from '../../desk/api';
import { useHelpAbout } from '../../ui/help/useHelpAbout';
import { clockTime } from '../../ui/moments';
import { CardFacts } from '../../ui/reader/CardFacts';
import { layWords, ReadButton } from '../../ui/reader/ReaderBar';
import { recordsFor } from '../../ui/recordsFor';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { useHotkey } from '../../ui/useHotkey';
import { AgentSection } from './AgentSection';
import { DecisionPanel } from './DecisionPanel';
import { DraftPictures } from './DraftPictures';
import { focusEmpty, focusField } from './focus';
import { householdWords, onFileOf } from './known';
import { MatterFields } from './MatterFields';
import { problemsOf } from './problemsOf';
import { useCardInForm } from './useCardInForm';
import { useDraft } from './useDraft';

/** The form on the left, the answer of the rules on the right, one primary action below. */
export function MatterDesk(props: {
  start: MatterDraft;
  /** Fields that were filled in from a card. */
  read?: readonly string[];
  onAccepted: (receipt: AcceptedReceipt, draft: MatterDraft) => void;
}) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { day, revision, drafts, delivery, standing } = useDeskSnapshot();
  const { draft, change, saveNow, letGo } = useDraft(props.start, desk.saveDraft);
  const form = formOf(draft.matter);
  const box = useRef<HTMLFormElement>(null);
  useHelpAbout(useMemo(() => ({ matters: [form.code], fields: form.fields }), [form]));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [prefilled, setPrefilled] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const forecast = useMemo(() => desk.forecast(draft), [desk, draft, revision, day]);
  const problems = useMemo(
    () => problemsOf(form, draft.fields, forecast, day),
    [form, draft.fields, forecast, day],
  );
  /** Told before anything is filled in; what is typed can be kept. */
  const stopped = standing?.accepts === false;
  const savedAt = drafts.find((held) => held.id === draft.id)?.savedAt ?? null;

  const enter = (name: string, value: Json) => {
    change((old) => {
      const typed = { ...old.fields, [name]: value };
      const filled = form.prefill(typed, name, recordsFor(desk, typed), day);
      const given = Object.keys(filled).filter((key) => key !== name && filled[key] !== typed[key]);
      setPrefilled((set) => new Set([...set, ...given].filter((key) => key !== name)));
      laid.forget([name, ...given]);
      return { ...old, fields: filled };
    });
  };

  const laid = useCardInForm({
    form,
    draft,
    begun: props.read ?? [],
    enter,
    say: setNote,
    onEntered: (review) =>
      setTimeout(() => (review ? focusField(box.current, review) : focusEmpty(box.current))),
  });

  const accept = async () => {
    if (busy) return;
    setAsked(true);
    if (stopped) return setNote('现在停止受理，原因见上方；填写的内容可以暂存。');
    if (!forecast.canAccept) {
      const wrong = [...Object.keys(problems), ...Object.keys(forecast.agentProblems ?? {})];
      if (wrong[0] !== undefined) focusField(box.current, wrong[0]);
      else if (needsReason(forecast, draft)) document.getElementById('warnReason')?.focus();
      setNote(whyNot(forecast, draft, wrong.length));
      return;
    }
    setBusy(true);
    setTrouble(null);
    setNote(null);
    // Not waited for: on a full disk the browser's store may never answer, and the journal file can still take it, or say no.
    void saveNow();
    const done = await desk.accept(draft);
    setBusy(false);
    if (!done.ok) return setTrouble(done.error.text);
    letGo();
    props.onAccepted(done.value, draft);
  };
  useHotkey({ key: 'f9' }, () => void accept());
  const keep = () =>
    void saveNow().then((stored) =>
      setNote(stored ? '草稿已存在本机。' : '草稿没有存进本机，只在这个窗口里。请先不要关闭窗口。'),
    );
  useHotkey({ key: 's', ctrl: true }, keep);
  const [pictures, setPictures] = useState(false);
  useHotkey({ key: 'f8' }, () => setPictures(true));

  const place = householdWords(desk, draft.fields);
  const onFile = draft.matter.endsWith('_CHANGE') ? onFileOf(desk, draft.fields) : null;
  const offline = delivery?.network.state !== 'online';
  return (
    <div className="counter">
      <div className="page-head">
        <h1>{MATTERS[draft.matter]}</h1>
        <span className="tag">业务日期 {day}</span>
        {savedAt && <span className="tag number">草稿已存 {clockTime(savedAt)}</span>}
        {place && <span className="tag">{place}</span>}
        {draft.supersedes && <span className="tag warn">改后重办，受理后替换原来那一笔</span>}
        {stopped && (
          <Alert
            className="grow"
            type="warning"
            showIcon
            title="现在停止受理，原因见页面上方。填写的内容可以暂存，恢复后再办。"
          />
        )}
        {trouble && <Alert className="grow" type="error" showIcon title={trouble} />}
        {laid.laid && <CardFacts {...laid.laid} day={day} />}
      </div>
      <form ref={box} data-walk className="card form" onSubmit={(event) => event.preventDefault()} noValidate>
        <MatterFields
          form={form}
          fields={draft.fields}
          problems={problems}
          showProblem={(name) => asked || touched.has(name)}
          prefilled={prefilled}
          read={laid.read}
          onFile={onFile}
          onEnter={enter}
          onLeave={(name) => setTouched((set) => (set.has(name) ? set : new Set([...set, name])))}
        />
        <AgentSection
          draft={draft}
          problems={forecast.agentProblems ?? {}}
          asked={asked}
          onChange={(agent) => change({ agent })}
        />
      </form>
      <DecisionPanel
        forecast={forecast}
        problems={problems}
        draft={draft}
        onChange={change}
        onPictures={() => setPictures(true)}
        labelOfField={(name) => form.fields.find((field) => field.name === name)?.label ?? ''}
      />
      {pictures && (
        <DraftPictures
          draft={draft}
          materials={forecast.answer?.materials ?? []}
          onChange={(evidence) => change({ evidence })}
          onClose={() => setPictures(false)}
        />
      )}
      <div className="foot">
        <Button
          id="accept"
          type="primary"
          loading={busy}
          disabled={stopped}
          onClick={() => void accept()}
          aria-keyshortcuts="F9"
        >
          受理 F9
        </Button>
        <Button onClick={keep} aria-keyshortcuts="Control+S">
          暂存 Ctrl S
        </Button>
        {laid.reader && <ReadButton reader={laid.reader} brief />}
        <Popconfirm
          title="放弃填写？"
          description="这份草稿里填写的内容会被删除，找不回来。"
          okText="删除草稿"
          cancelText="继续填写"
          onConfirm={() => {
            letGo();
            void desk.removeDraft(draft.id).then(() => navigate('/counter'));
          }}
        >
          <Button>放弃填写</Button>
        </Popconfirm>
        <span className="foot-note" role="status">
          {(laid.reader?.reading ? layWords(laid.reader) : note) ?? (
            <span className="mute">
              {offline
                ? '离线受理：先存在本机，联网后自动上传，由平台确认。'
                : '受理后存在本机并上传，由平台确认。'}
              Enter 到下一项，F7 代办人，F8 材料图片。
            </span>
          )}
        </span>
      </div>
    </div>
  );
}

const needsReason = ({ answer }: Forecast, draft: MatterDraft): boolean =>
  answer?.decision === 'ALLOW_WARN' && !draft.warnReason?.trim();

/** Why F9 did nothing, in one sentence. */
function whyNot(forecast: Forecast, draft: MatterDraft, wrong: number): string {
  if (wrong > 0) return `还不能受理：有 ${wrong} 项要补充或改正，已在表单上标明。`;
  if (needsReason(forecast, draft)) return '还不能受理：请先在右侧写明继续办理的理由。';
  if (forecast.answer?.decision === 'REFUSE') return '按规定不予办理，依据见右侧。';
  if (forecast.idle) return forecast.idle;
  return '还不能受理：请先补充右侧列出的内容。';
}
