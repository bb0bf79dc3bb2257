import { Input } from 'antd';
import { useState } from 'react';
import { MATTERS } from '#shared/domain/matter';
import { formOf } from '#shared/matters/index';
import type { SagaDraft, SagaForecast } from '../../desk/api';
import { ArticleDrawer, type ShownReason } from '../../ui/ArticleDrawer';
import { longMoment } from '../../ui/moments';
import { NoticeButton } from '../../ui/notice/NoticeButton';
import { Dates, Effects, Findings, Money } from '../counter/DecisionPanel';

const NOTHING_SEEN: readonly string[] = [];

const HEADS = {
  ALLOW: { tone: 'ok', mark: '✓', words: '可办理：两步一起' },
  ALLOW_WARN: { tone: 'warn', mark: '!', words: '可办理，请先向本人说明' },
  REFUSE: { tone: 'no', mark: '✕', words: '不予办理，两步都不开始' },
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
  const { answer, subjects } = forecast;
  const [shown, setShown] = useState<ShownReason | null>(null);
  const wrong = forecast.problems.reduce((sum, of) => sum + Object.keys(of).length, 0);
  const head = answer ? HEADS[answer.decision] : null;
  const answers = answer ? [answer.first, answer.second] : [];
  return (
    <section className="card panel" aria-label="办理结论">
      <div aria-live="polite">
        <div className={`verdict ${head?.tone ?? 'mute'}`}>
          <span className="verdict-mark" aria-hidden="true">
            {head?.mark ?? '?'}
          </span>
          <span>{head?.words ?? `需补充 ${wrong} 项`}</span>
        </div>
        {answer && <p>{answer.text}</p>}
        {!answer && (
          <ul className="questions">
            {draft.steps.flatMap((step, at) =>
              Object.entries(forecast.problems[at] ?? {}).map(([name, text]) => (
                <li key={`${step.matter} ${name}`}>
                  <b>
                    第 {at + 1} 步 {labelOf(step.matter, name)}
                  </b>{' '}
                  {text}
                </li>
              )),
            )}
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
            value={draft.steps[0].warnReason ?? ''}
            onChange={(event) => props.onReason(event.target.value || null)}
          />
        </label>
      )}
      {answers.map((of, at) => {
        const step = draft.steps[at];
        const subject = subjects?.[at];
        if (!of || !step || !subject) return null;
        return (
          <div key={step.opId}>
            <h3>
              第 {at + 1} 步　{MATTERS[step.matter]}
            </h3>
            {of.decision === 'REFUSE' && <NoticeButton subject={subject} answer={of} seen={NOTHING_SEEN} />}
            {of.needsFacts.map((need) => (
              <p key={need.fact}>{need.question}</p>
            ))}
            <Findings answer={of} onShow={setShown} />
            <Effects answer={of} />
            <Money answer={of} />
            <Dates answer={of} />
          </div>
        );
      })}
      <p className="mute panel-foot">
        依据本地资料，截至 <span className="number">{longMoment(forecast.asOf)}</span>；联网后由平台复核。
      </p>
      <ArticleDrawer shown={shown} onClose={() => setShown(null)} />
    </section>
  );
}

const labelOf = (matter: SagaDraft['steps'][number]['matter'], name: string): string =>
  formOf(matter).fields.find((field) => field.name === name)?.label ?? '';
