import { Input } from 'antd';
import { useState } from 'react';
import { MATTERS } from '#shared/domain/matter';
import { formOf } from '#shared/matters/index';
import { sagaKind } from '#shared/matters/sagas/index';
import type { AskedStep } from '#shared/rules/saga';
import type { SagaDraft, SagaForecast, SagaStepDraft } from '../../desk/api';
import { ArticleDrawer, type ShownReason } from '../../ui/ArticleDrawer';
import { longMoment } from '../../ui/moments';
import { NoticeButton } from '../../ui/notice/NoticeButton';
import { useDesk } from '../../ui/useDesk';
import { Dates, Effects, Findings, Money } from '../counter/DecisionPanel';

const NOTHING_SEEN: readonly string[] = [];

const HEADS = {
  ALLOW: { tone: 'ok', mark: '✓', words: '可办理：各步一起' },
  ALLOW_WARN: { tone: 'warn', mark: '!', words: '可办理，请先向本人说明' },
  REFUSE: { tone: 'no', mark: '✕', words: '不予办理，一步都不开始' },
  NEEDS_FACT: { tone: 'mute', mark: '?', words: '需补充' },
  NEEDS_PARAM: { tone: 'mute', mark: '?', words: '需补充：本地区缺少政策参数' },
} as const;

/** What the rules say of the whole, and of each step on what the one before leaves. */
export function SagaPanel(props: {
  draft: SagaDraft;
  forecast: SagaForecast;
  onReason: (reason: string | null) => void;
}) {
  const { draft, forecast } = props;
  const { answer } = forecast;
  const kind = sagaKind(draft.kind);
  const desk = useDesk();
  const nameOf = ({ fields }: SagaStepDraft) => `${desk.person(String(fields.personId))?.person.name ?? ''} `;
  const [shown, setShown] = useState<ShownReason | null>(null);
  const wrong = missingOf(draft, forecast);
  const head = answer ? HEADS[answer.decision] : null;
  return (
    <section className="card panel" aria-label="办理结论">
      <div aria-live="polite">
        <div className={`verdict ${head?.tone ?? 'mute'}`}>
          <span className="verdict-mark" aria-hidden="true">
            {head?.mark ?? '?'}
          </span>
          <span>{head?.words ?? `需补充 ${wrong.length} 项`}</span>
        </div>
        {answer && <p>{answer.text}</p>}
        {!answer && (
          <ul className="questions">
            {wrong.map(({ key, label, text }) => (
              <li key={key}>
                <b>{label}</b> {text}
              </li>
            ))}
          </ul>
        )}
      </div>
      {answer?.decision === 'ALLOW_WARN' && (
        <label className="warn-reason" htmlFor="warnReason">
          <span>继续办理的理由（必填）</span>
          <Input.TextArea
            id="warnReason"
            rows={2}
            maxLength={500}
            value={draft.warnReason ?? ''}
            onChange={(event) => props.onReason(event.target.value || null)}
          />
        </label>
      )}
      {answer?.asked.map((asked, turn) => {
        const step = draft.steps[forecast.asked.indexOf(asked)];
        return (
          step && (
            <StepAnswer
              key={step.opId}
              head={`第 ${turn + 1} 步　${kind.common.length > 0 ? nameOf(step) : ''}${MATTERS[step.matter]}`}
              asked={asked}
              onShow={setShown}
            />
          )
        );
      })}
      <p className="mute panel-foot">
        依据本地资料，截至 <span className="number">{longMoment(forecast.asOf)}</span>；联网后由平台复核。
      </p>
      <ArticleDrawer shown={shown} onClose={() => setShown(null)} />
    </section>
  );
}

/** What the rules say of one step. */
function StepAnswer(props: { head: string; asked: AskedStep; onShow: (shown: ShownReason) => void }) {
  const { subject, answer } = props.asked;
  return (
    <div>
      <h3>{props.head}</h3>
      {answer.decision === 'REFUSE' && <NoticeButton subject={subject} answer={answer} seen={NOTHING_SEEN} />}
      {answer.needsFacts.map((need) => (
        <p key={need.fact}>{need.question}</p>
      ))}
      <Findings answer={answer} onShow={props.onShow} />
      <Effects answer={answer} />
      <Money answer={answer} />
      <Dates answer={answer} />
    </div>
  );
}

/** What is wrong or missing: what is asked once, then step by step. */
function missingOf(draft: SagaDraft, { common, problems }: SagaForecast) {
  const once = new Map(sagaKind(draft.kind).common.map(({ name, label }) => [name, label]));
  return [
    ...Object.entries(common).map(([name, text]) => ({ key: name, label: once.get(name) ?? '', text })),
    ...draft.steps.flatMap((step, at) =>
      Object.entries(problems[at] ?? {}).map(([name, text]) => ({
        key: `${step.opId} ${name}`,
        label: `第 ${at + 1} 步 ${formOf(step.matter).fields.find((field) => field.name === name)?.label ?? ''}`,
        text,
      })),
    ),
  ];
}
