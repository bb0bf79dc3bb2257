import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import type { Choices, ConflictField, Side } from '#shared/conflicts/sides';
import { shortMoment } from '../../ui/moments';
import { useNumberValues } from '../../ui/reveal/useNumberValues';
import { useDesk } from '../../ui/useDesk';

/** The fields of a conflict, each with three values, the recommended side and the clerk's choice, and why. */
export function FieldChoices(props: {
  opId: string;
  fields: readonly ConflictField[];
  onSettled: (said: string) => void;
}) {
  const desk = useDesk();
  const { fields, opId } = props;
  const [choices, setChoices] = useState<Choices>({});
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const open = fields.filter(({ key, part }) => part !== 'read' && choices[key] === undefined).length;
  const save = async () => {
    setBusy(true);
    setTrouble(null);
    const done = await desk.settleConflict(opId, choices, reason);
    setBusy(false);
    if (!done.ok) return setTrouble(done.error.text);
    props.onSettled(
      done.value.kind === 'given-up'
        ? '已按平台的记录处理，这笔业务不再办理。'
        : `已另办一笔代替，回执号 ${done.value.receiptNo}；上传以前可以撤销。`,
    );
  };
  const choose = (key: string, side: Side) => setChoices((old) => ({ ...old, [key]: side }));
  return (
    <div className="field-choices">
      <table className="plain-table three-way">
        <thead>
          <tr>
            <th>项目</th>
            <th>受理时平台记录</th>
            <th>本窗口办理</th>
            <th>平台现在的记录</th>
            <th>建议</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow
              key={field.key}
              field={field}
              chosen={choices[field.key]}
              onChoose={(side) => choose(field.key, side)}
            />
          ))}
        </tbody>
      </table>
      <div className="settle-line">
        <div className="grow">
          <span id="why-label">为什么这样选（必填，随业务上传并永久保留）</span>
          <Input
            aria-labelledby="why-label"
            value={reason}
            maxLength={500}
            placeholder="例如：本人持新号码当面核对"
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <Button
          onClick={() =>
            setChoices(
              Object.fromEntries(
                fields
                  .filter(({ part }) => part !== 'read')
                  .map(({ key, recommended }) => [key, recommended]),
              ),
            )
          }
        >
          全按建议选
        </Button>
        <Button
          type="primary"
          loading={busy}
          disabled={open > 0 || reason.trim() === ''}
          onClick={() => void save()}
        >
          按所选的保存
        </Button>
      </div>
      <p className={trouble ? 'tone-no' : 'mute'} role="status">
        {trouble ?? (open > 0 ? `还有 ${open} 项没有选。` : '保存为新的一笔，原来的一笔和两边的值都保留。')}
      </p>
    </div>
  );
}

function FieldRow(props: { field: ConflictField; chosen: Side | undefined; onChoose: (side: Side) => void }) {
  const { field, chosen } = props;
  const numbers = useNumberValues(field.key);
  const value = (side: Side, text: string) =>
    field.part === 'read' ? (
      numbers.show(text)
    ) : (
      <Radio checked={chosen === side} onChange={() => props.onChoose(side)} name={field.key}>
        {numbers.show(text)}
        {side === 'platform' && field.part === 'effect' && <span className="mute">（不再办理）</span>}
      </Radio>
    );
  return (
    <tr>
      <th scope="row">
        {field.label} {numbers.button}
      </th>
      <td>{numbers.show(field.base)}</td>
      <td>{value('desk', field.desk)}</td>
      <td>
        {value('platform', field.platform)}
        {field.changedBy && (
          <div className="mute how">
            {field.changedBy}
            {field.changedAt && <span className="number">　{shortMoment(field.changedAt)}</span>}
          </div>
        )}
      </td>
      <td className="advised">
        <b>{field.part === 'read' ? '以平台为准' : field.recommended === 'desk' ? '本窗口' : '平台'}</b>
        <span className="mute">{field.why}</span>
      </td>
    </tr>
  );
}
