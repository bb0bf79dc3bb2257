import { Alert, Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { maskCertNo } from '#shared/codes/masking';
import { agentOf } from '#shared/domain/operation';
import { shownSections } from '#shared/matters/form';
import { formOf } from '#shared/matters/index';
import type { ReviewItem } from '../../../desk/reviewing';
import { ArticleDrawer, type ShownReason } from '../../../ui/ArticleDrawer';
import { DeadlineTag } from '../../../ui/DeadlineTag';
import { LookButton } from '../../../ui/evidence/LookButton';
import { fieldWords } from '../../../ui/fieldWords';
import { longMoment } from '../../../ui/moments';
import { useDesk, useDeskSnapshot } from '../../../ui/useDesk';
import { Dates, Effects, Findings, Head, Money } from '../../counter/DecisionPanel';
import { agentStage } from '../../sync/way';

/** What was entered, read-only, beside what the rules say of it; accept or return below. */
export function ReviewDetail(props: {
  item: ReviewItem;
  onAccept: () => void;
  onReturn: () => void;
  /** Where the clerk signed in may not re-check this one: how another sits down. */
  signIn: ReactNode;
}) {
  const { item } = props;
  const { operation, deadline } = item;
  const [shown, setShown] = useState<ShownReason | null>(null);
  return (
    <div className="review-detail">
      <div className="page-head">
        <h2 className="name grow item-title">
          {item.who} · {item.matterLabel}
        </h2>
        <DeadlineTag
          deadline={deadline}
          onShow={() => deadline && setShown({ reason: deadline.reason, answer: null })}
        />
        <span className="mute number">
          {item.from === 'here' ? `第 ${operation.seq} 笔` : '其他终端送来'} · 业务日期 {operation.day} ·{' '}
          {item.enteredBy} {longMoment(item.since)} 初审
        </span>
      </div>
      <p className="mute">
        {item.causeText}
        {item.factors.length > 0 && `：${item.factors.map(({ text }) => text).join('；')}`}。
        {deadline && `过了 ${deadline.last}：${deadline.lost}。`}
        {item.together.length > 0 && `这是联办的一步，通过或退回时各步一起：${item.together.join('、')}。`}
      </p>
      <div className="review-columns">
        <Entered item={item} />
        <Said item={item} onShow={setShown} />
      </div>
      {item.mayNot && (
        <Alert
          type="warning"
          showIcon
          title={item.mayNot}
          description={props.signIn}
          style={{ marginBottom: 10 }}
        />
      )}
      <div className="buttons">
        {item.from === 'here' && <LookButton opId={operation.opId} who={item.who} />}
        <Button
          type="primary"
          disabled={item.mayNot !== null}
          onClick={props.onAccept}
          aria-keyshortcuts="F9"
        >
          复核通过 F9
        </Button>
        <Button disabled={item.mayNot !== null} onClick={props.onReturn} aria-keyshortcuts="F8">
          退回… F8
        </Button>
      </div>
      <ArticleDrawer shown={shown} onClose={() => setShown(null)} />
    </div>
  );
}

function Entered({ item }: { item: ReviewItem }) {
  const desk = useDesk();
  const { operation } = item;
  const form = formOf(operation.matter);
  const agent = agentOf(operation);
  const subject = operation.subjects.find(({ kind }) => kind === 'person');
  const person = operation.body.who === 'new' || !subject ? null : (desk.person(subject.id)?.person ?? null);
  return (
    <section className="card" aria-label="录入内容">
      {person && (
        <p>
          <Link to={`/persons/${encodeURIComponent(person.id)}`}>{person.name}</Link>{' '}
          <span className="number">
            {maskCertNo(person.certNo) || '无证件号码'} · {person.birthDate} 出生
          </span>
        </p>
      )}
      {shownSections(form, operation.body).map(({ section, fields }) => (
        <div key={section}>
          <h3>{section}</h3>
          <dl className="facts">
            {fields.map((field) => (
              <div className="pair" key={field.name}>
                <dt>{field.label}</dt>
                <dd className="name">{fieldWords(desk, field, operation.body[field.name] ?? null)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      {agent && (
        <>
          <h3>代办人</h3>
          <p className="name">{agentStage(agent).text}</p>
        </>
      )}
      {operation.forecast.warnReason && (
        <>
          <h3>继续办理的理由</h3>
          <p className="name">{operation.forecast.warnReason}</p>
        </>
      )}
    </section>
  );
}

function Said({ item, onShow }: { item: ReviewItem; onShow: (shown: ShownReason) => void }) {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const { operation } = item;
  const forecast = useMemo(() => desk.reviews.forecast(operation), [desk, operation, revision]);
  if (!forecast)
    return (
      <section className="card" aria-label="规则结论">
        <p>这一笔的内容与现在的资料已经对不上，规则不能再算一遍。请退回，由初审人核对后重办。</p>
      </section>
    );
  const { answer } = forecast;
  return (
    <section className="card" aria-label="规则结论">
      <Head answer={answer} wrong={0} />
      <Findings answer={answer} onShow={onShow} />
      <Effects answer={answer} />
      <Money answer={answer} />
      <Dates answer={answer} />
      {answer.materials.length > 0 && (
        <>
          <h3>应核对的材料</h3>
          <ul className="questions">
            {answer.materials.map(({ code, label }) => (
              <li key={code}>{label}</li>
            ))}
          </ul>
        </>
      )}
      <p className="mute panel-foot">
        依据本地资料，截至 <span className="number">{longMoment(forecast.asOf)}</span>；规则库{' '}
        {answer.book.version}
      </p>
    </section>
  );
}
