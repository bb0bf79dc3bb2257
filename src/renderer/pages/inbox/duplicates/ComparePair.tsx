import { Alert, Button, Input, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { ulid } from 'ulid';
import type { DuplicatePair, FindingVerdict } from '../../../desk/duplicateDesk';
import { useDesk } from '../../../ui/useDesk';
import { useHotkey } from '../../../ui/useHotkey';
import { VERDICT_WORDS } from './verdictWords';

const VERDICTS = (Object.keys(VERDICT_WORDS) as FindingVerdict[]).map((value) => ({
  value,
  label: VERDICT_WORDS[value],
}));

/** Two records side by side, what differs marked, and the clerk's word on them with the reason. Both records stay as they are. */
export function ComparePair(props: {
  pair: DuplicatePair;
  onBack: () => void;
  onJudged: (said: string) => void;
}) {
  const desk = useDesk();
  const { pair } = props;
  const rows = useMemo(() => desk.duplicates.rows(pair), [desk, pair]);
  const [verdict, setVerdict] = useState<FindingVerdict | null>(pair.finding?.verdict ?? null);
  const [reason, setReason] = useState(pair.finding?.reason ?? '');
  const [trouble, setTrouble] = useState<string | null>(null);
  // Made once, so that F9 twice is one finding.
  const [id] = useState(ulid);
  const save = async () => {
    if (verdict === null) return setTrouble('请先选择是不是同一人。');
    if (reason.trim() === '') return setTrouble('请写明判断的依据（看了什么材料、问了谁）。');
    const kept = await desk.duplicates.judge(id, pair.pair, verdict, reason);
    if (!kept.ok) return setTrouble(kept.error.text);
    props.onJudged(
      `${pair.left.name}与${pair.right.name}：${VERDICT_WORDS[verdict]}。已记入流水账，两份档案都保留。`,
    );
  };
  useHotkey({ key: 'f9' }, () => void save());
  return (
    <section aria-label="并列核对">
      <p>
        {pair.reasons.join('；')}。
        <span className="mute">
          标 ≠ 的项目两边不同（{rows.filter(({ differs }) => differs).length} 项）。
        </span>
      </p>
      <div className="card compare-scroll">
        <table className="plain-table compare-table">
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col" className="name">
                <Link to={`/persons/${encodeURIComponent(pair.left.id)}`}>{pair.left.name}</Link>
                <div className="mute number">{pair.left.id}</div>
              </th>
              <th scope="col" className="name">
                <Link to={`/persons/${encodeURIComponent(pair.right.id)}`}>{pair.right.name}</Link>
                <div className="mute number">{pair.right.id}</div>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label} className={row.differs ? 'differs' : ''}>
                <th scope="row">
                  {row.differs && (
                    <>
                      <span aria-hidden="true">≠ </span>
                      <span className="visually-hidden">不同：</span>
                    </>
                  )}
                  {row.label}
                </th>
                <td className="name">{row.left}</td>
                <td className="name">{row.right}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="card compare-verdict">
        <Radio.Group
          aria-label="判断"
          options={VERDICTS}
          value={verdict}
          onChange={(event) => {
            setTrouble(null);
            setVerdict(event.target.value as FindingVerdict);
          }}
        />
        <Input.TextArea
          aria-label="判断的依据"
          placeholder="看了什么材料、问了谁（必填，记入流水账）"
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => {
            setTrouble(null);
            setReason(event.target.value);
          }}
        />
        {trouble && <Alert type="error" showIcon title={trouble} />}
        {verdict === 'same' && (
          <p className="mute">
            判断只作记录：两份档案都保留。保存后在下面“判断过的”里接着办：两份档案都有参保关系的，办重复参保处理，由规则判断留哪一份；号码、姓名录错的，先办信息变更。
          </p>
        )}
        <div className="buttons">
          <Button type="primary" onClick={() => void save()} aria-keyshortcuts="F9">
            保存判断 F9
          </Button>
          <Button onClick={props.onBack}>返回</Button>
        </div>
      </div>
    </section>
  );
}
