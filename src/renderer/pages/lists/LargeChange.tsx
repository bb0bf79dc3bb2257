import { Alert, Input } from 'antd';
import { BREAKER, type Breaker } from '#shared/lists/guard';
import type { SecondPerson } from '#shared/lists/record';
import { useDesk } from '../../ui/useDesk';

const SHOWN = 8;
const FIELDS: readonly { name: keyof SecondPerson; label: string; width: number; longest: number }[] = [
  { name: 'workNo', label: '核对人工号', width: 120, longest: 40 },
  { name: 'name', label: '姓名', width: 110, longest: 40 },
  { name: 'reason', label: '核对意见', width: 320, longest: 200 },
];

/** A change that is larger than a month's: what it takes where, and the second person who has looked at it (两人). */
export function LargeChange(props: {
  breaker: Breaker;
  second: SecondPerson;
  onSecond: (second: SecondPerson) => void;
}) {
  const { breaker, second, onSecond } = props;
  const villages = useDesk().villages();
  const nameOf = (code: string) => villages.find(({ id }) => id === code)?.name ?? code;
  return (
    <>
      <Alert
        type="warning"
        showIcon
        title={`变动较大：共 ${breaker.total} 人将失去身份或终止参保（超过 ${BREAKER.total} 人，或一个村的 ${BREAKER.share * 100} %），须由第二个人核对。`}
        description={
          <ul className="list-guard">
            {breaker.losses.slice(0, SHOWN).map(({ villageCode, losing, having }) => (
              <li key={villageCode}>
                {nameOf(villageCode)}：<b className="number">{losing}</b> 人，原有{' '}
                <span className="number">{having}</span> 人
              </li>
            ))}
            {breaker.losses.length > SHOWN && <li>另有 {breaker.losses.length - SHOWN} 个村</li>}
          </ul>
        }
      />
      <div className="typing-line">
        {FIELDS.map(({ name, label, width, longest }) => (
          <span key={name}>
            <label htmlFor={`second-${name}`} className="mute">
              {label}
            </label>{' '}
            <Input
              id={`second-${name}`}
              style={{ width }}
              maxLength={longest}
              value={second[name]}
              onChange={(event) => onSecond({ ...second, [name]: event.target.value })}
            />
          </span>
        ))}
      </div>
    </>
  );
}
