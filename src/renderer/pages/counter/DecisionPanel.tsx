import { Input } from 'antd';
import { useState } from 'react';
import { formatFen } from '#shared/domain/money';
import type { Answer, DecisionCode } from '#shared/rules/answer';
import type { Forecast, MatterDraft } from '../../desk/api';
import { ArticleDrawer, type ShownReason } from '../../ui/ArticleDrawer';
import { LikePersons } from '../../ui/LikePersons';
import { longMoment } from '../../ui/moments';
import { EvidenceList } from '../../ui/notice/EvidenceList';
import { NoticeButton } from '../../ui/notice/NoticeButton';
import { useFactAges } from '../../ui/useFactAges';
import { benefitSegments } from './benefitBar';
import { Materials } from './Materials';

type Tone = 'ok' | 'warn' | 'no' | 'mute';
const HEADS: Record<DecisionCode, { tone: Tone; mark: string; words: (answer: Answer) => string }> = {
  ALLOW: { tone: 'ok', mark: '✓', words: () => '可办理' },
  ALLOW_WARN: {
    tone: 'warn',
    mark: '!',
    words: (answer) => `可办理，请留意 ${answer.reasons.filter((r) => r.severity === 'warn').length} 项`,
  },
  REFUSE: { tone: 'no', mark: '✕', words: () => '不予办理' },
  NEEDS_FACT: { tone: 'mute', mark: '?', words: () => '需补充' },
  NEEDS_PARAM: { tone: 'mute', mark: '?', words: () => '需补充：本地区缺少政策参数' },
};

/** What the rules say about what is typed so far, always in sight: decision, findings with their articles, money, dates. */
export function DecisionPanel(props: {
  forecast: Forecast;
  problems: Readonly<Record<string, string>>;
  draft: MatterDraft;
  onChange: (changes: Partial<MatterDraft>) => void;
  onPictures: () => void;
  labelOfField: (name: string) => string;
}) {
  const { forecast, draft } = props;
  const { answer, subject } = forecast;
  const ages = useFactAges(subject);
  const [shown, setShown] = useState<ShownReason | null>(null);
  return (
    <section className="card panel" aria-label="办理结论">
      <h2 className="visually-hidden">办理结论</h2>
      <div className="panel-head">
        <div aria-live="polite" className="grow">
          <Head answer={answer} wrong={Object.keys(props.problems).length} idle={forecast.idle != null} />
          {!answer && <Missing problems={props.problems} labelOfField={props.labelOfField} />}
        </div>
        {answer && subject && <NoticeButton subject={subject} answer={answer} seen={draft.materials} />}
      </div>
      <LikePersons fields={draft.fields} />
      {answer && subject && (
        <>
          {answer.needsFacts.length > 0 && (
            <>
              <h3>还要问清</h3>
              <ul className="questions">
                {answer.needsFacts.map((need) => (
                  <li key={need.fact}>{need.question}</li>
                ))}
              </ul>
            </>
          )}
          {forecast.idle && <p className="finding info">{forecast.idle}</p>}
          <Findings answer={answer} onShow={(reason) => setShown({ ...reason, ages })} />
          {answer.decision === 'REFUSE' && <EvidenceList subject={subject} />}
          {answer.decision === 'ALLOW_WARN' && !forecast.idle && (
            <label className="warn-reason" htmlFor="warnReason">
              <span>继续办理的理由（必填）</span>
              <Input.TextArea
                id="warnReason"
                rows={2}
                maxLength={500}
                value={draft.warnReason ?? ''}
                onChange={(event) => props.onChange({ warnReason: event.target.value || null })}
              />
            </label>
          )}
          <Effects answer={answer} />
          <Money answer={answer} />
          <Dates answer={answer} />
          <Materials
            materials={answer.materials}
            ticked={draft.materials}
            onChange={(materials) => props.onChange({ materials })}
            pictures={draft.evidence ?? []}
            onPictures={props.onPictures}
          />
          <p className="mute panel-foot">
            依据本地资料，截至 <span className="number">{longMoment(forecast.asOf)}</span>
            {answer.provisional ? '；联网后由平台复核。' : '。'}
            <br />
            规则库 {answer.book.version}
          </p>
        </>
      )}
      <ArticleDrawer shown={shown} onClose={() => setShown(null)} />
    </section>
  );
}

/** Each finding with its document, article and rule, which can be opened. */
export function Findings({ answer, onShow }: { answer: Answer; onShow: (shown: ShownReason) => void }) {
  return answer.reasons.map((reason) => (
    <div className={`finding ${reason.severity}`} key={`${reason.rule}${reason.code}`}>
      <span className="visually-hidden">
        {{ refuse: '不予办理：', warn: '请留意：', info: '说明：' }[reason.severity]}
      </span>
      {reason.text}
      <button type="button" className="linklike" onClick={() => onShow({ reason, answer })}>
        {reason.documentTitle} {reason.article} · {reason.rule} ›
      </button>
    </div>
  ));
}

export function Effects({ answer }: { answer: Answer }) {
  if (answer.effects.length === 0) return null;
  return (
    <>
      <h3>将自动发生</h3>
      <ul className="questions">
        {answer.effects.map((effect) => (
          <li key={effect.code}>
            {effect.text}
            {effect.on && !effect.text.includes(effect.on) && (
              <span className="mute number">（{effect.on}）</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** A question is not done but answered. */
const ANSWERED: Partial<Record<DecisionCode, string>> = {
  ALLOW: '符合规则',
  ALLOW_WARN: '符合规则，请留意下列事项',
  REFUSE: '不符合规则',
};
const NOTHING_TO_DO = { tone: 'mute', mark: '–', words: () => '不用办理' } as const;

export function Head({
  answer,
  wrong,
  idle = false,
  question = false,
}: {
  answer: Answer | null;
  wrong: number;
  /** Allowed, and nothing to be registered. */
  idle?: boolean;
  /** Asked in 查询试算. */
  question?: boolean;
}) {
  const known = answer ? HEADS[answer.decision] : null;
  const asked = question && answer ? ANSWERED[answer.decision] : undefined;
  const head = known && asked ? { ...known, words: () => asked } : idle ? NOTHING_TO_DO : known;
  const tone = head?.tone ?? 'mute';
  return (
    <div className={`verdict ${tone}`}>
      <span className="verdict-mark" aria-hidden="true">
        {head?.mark ?? '?'}
      </span>
      <span>{answer && head ? head.words(answer) : wrong > 0 ? `需补充 ${wrong} 项` : '需补充'}</span>
    </div>
  );
}

function Missing({
  problems,
  labelOfField,
}: {
  problems: Readonly<Record<string, string>>;
  labelOfField: (name: string) => string;
}) {
  const names = Object.keys(problems);
  if (names.length === 0)
    return <p className="mute">填写左侧表单后，这里给出能不能办、依据哪一条、要交多少。</p>;
  return (
    <ul className="questions">
      {names.map((name) => (
        <li key={name}>
          <b>{labelOfField(name)}</b> {problems[name]}
        </li>
      ))}
    </ul>
  );
}

export function Money({ answer }: { answer: Answer }) {
  if (answer.amounts.length === 0) return null;
  const synthetic = answer.params.some((p) => p.status === 'synthetic');
  return (
    <>
      <h3>金额 {synthetic && <span className="tag warn">⚠ 参数虚构</span>}</h3>
      <table className="plain-table">
        <tbody>
          {answer.amounts.map((amount) => (
            <tr key={amount.name}>
              <td>
                {amount.name === 'payable' ? <b>{amount.label}</b> : amount.label}
                <div className="mute how">{amount.how}</div>
              </td>
              <td className="right nowrap">
                {amount.fen === null ? (
                  <span className="tone-warn">缺少参数</span>
                ) : amount.name === 'payable' ? (
                  <b>{formatFen(amount.fen)}</b>
                ) : (
                  formatFen(amount.fen)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function Dates({ answer }: { answer: Answer }) {
  if (answer.dates.length === 0) return null;
  const segments = benefitSegments(answer.dates);
  return (
    <>
      <h3>日期</h3>
      <dl className="facts">
        {answer.dates.map((date) => (
          <div className="pair" key={date.name}>
            <dt>{date.label}</dt>
            <dd className="number">{date.date}</dd>
          </div>
        ))}
      </dl>
      {segments.length > 0 && (
        <div className="benefit-bar" role="img" aria-label="待遇时间线">
          {segments.map((segment) => (
            <div
              key={segment.kind}
              className={segment.kind === 'waiting' ? 'waiting' : 'use'}
              style={{ flexGrow: Math.max(segment.share, 0.3) }}
            >
              {segment.kind === 'waiting' ? '等待期' : '享受待遇'}
              <span className="number">
                {segment.to ? `${segment.from.slice(2)} 至 ${segment.to.slice(2)}` : `${segment.from} 起`}
              </span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
