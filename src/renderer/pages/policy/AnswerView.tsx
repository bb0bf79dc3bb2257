import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Json } from '#shared/json';
import type { Answer } from '#shared/rules/answer';
import type { Case } from '#shared/rules/case';
import { ArticleDrawer, type ShownReason } from '../../ui/ArticleDrawer';
import { EvidenceList } from '../../ui/notice/EvidenceList';
import { NoticeButton } from '../../ui/notice/NoticeButton';
import { paramValueWords, paramWords } from '../../ui/paramWords';
import { useDesk } from '../../ui/useDesk';
import { Dates, Effects, Findings, Head, Money } from '../counter/DecisionPanel';
import { fullWidth, placeWords } from './bookIndex';
import { StatusTag } from './StatusTag';

const NOTHING_SEEN: readonly string[] = [];

/** An answer as the counter shows it, with everything it lacks, and as JSON to take along. */
export function AnswerView({
  subject,
  answer,
  json,
  question = false,
}: {
  subject: Case;
  answer: Answer;
  json: string;
  /** Asked in 查询试算: answered, not done. */
  question?: boolean;
}) {
  const [shown, setShown] = useState<ShownReason | null>(null);
  return (
    <>
      <div className="panel-head">
        <div role="status" className="grow">
          <Head answer={answer} wrong={0} question={question} />
        </div>
        <NoticeButton subject={subject} answer={answer} seen={NOTHING_SEEN} trial />
      </div>
      <Lacking answer={answer} />
      <Findings answer={answer} onShow={setShown} />
      {answer.decision === 'REFUSE' && <EvidenceList subject={subject} />}
      <Effects answer={answer} />
      <Money answer={answer} />
      <Dates answer={answer} />
      {answer.numbers && answer.numbers.length > 0 && (
        <>
          <h3>数目</h3>
          <dl className="facts">
            {answer.numbers.map((one) => (
              <div className="pair" key={one.name}>
                <dt>{fullWidth(one.label)}</dt>
                <dd className="number">{one.value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {answer.materials.length > 0 && (
        <>
          <h3>材料</h3>
          <ul className="questions">
            {answer.materials.map((one) => (
              <li key={one.code}>
                {fullWidth(one.label)}
                {one.required ? '' : '（可免）'}
              </li>
            ))}
          </ul>
        </>
      )}
      <Used answer={answer} />
      <AsJson json={json} />
      <p className="mute panel-foot">
        {answer.provisional ? '用到了只有平台能确认的资料，正式办理时由平台复核。' : ''}规则库{' '}
        {answer.book.version}，参数包 {answer.book.packs.join('、') || '无'}
      </p>
      <ArticleDrawer shown={shown} onClose={() => setShown(null)} />
    </>
  );
}

function Used({ answer }: { answer: Answer }) {
  if (answer.params.length === 0) return null;
  return (
    <>
      <h3>用到的参数</h3>
      <table className="plain-table">
        <tbody>
          {answer.params.map((param) => (
            <tr key={param.param + param.pack}>
              <td>
                {fullWidth(paramWords(param.param))}：{fullWidth(paramValueWords(param.value as Json))}
                <div className="mute how">
                  {param.pack} · {fullWidth(param.source)}
                </div>
              </td>
              <td className="right">
                <StatusTag status={param.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Lacking({ answer }: { answer: Answer }) {
  return (
    <>
      {answer.needsFacts.length > 0 && (
        <>
          <h3>缺少事实</h3>
          <ul className="questions">
            {answer.needsFacts.map((need) => (
              <li key={need.fact}>
                {need.question} <span className="mute number">{need.fact}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {answer.needsParams.length > 0 && (
        <>
          <h3>缺少参数</h3>
          <ul className="questions">
            {answer.needsParams.map((need) => (
              <li key={need.param + need.on}>
                {paramWords(need.param)} <span className="mute number">{need.param}</span>（
                {placeWords(need.region)}，{need.on}）
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const FIELD = 'answerJson';

function AsJson({ json }: { json: string }) {
  const { access } = useDesk();
  const [said, setSaid] = useState('');
  const copy = async () => {
    const copied = await access.copy(json);
    if (copied.ok) return setSaid('已复制，请在一分钟内粘贴');
    const field = document.getElementById(FIELD);
    if (field instanceof HTMLTextAreaElement) field.select();
    setSaid('不能直接复制，已全部选中，请按 Ctrl+C');
  };
  return (
    <>
      <h3>
        <label htmlFor={FIELD}>回答（JSON）</label>
      </h3>
      <Input.TextArea id={FIELD} readOnly rows={5} value={json} spellCheck={false} />
      <div className="buttons">
        <Button onClick={() => void copy()}>复制</Button>
        <span role="status">{said}</span>
      </div>
    </>
  );
}
