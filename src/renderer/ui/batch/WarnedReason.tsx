import { Input } from 'antd';

/** Why rows that warn are done all the same; one reason for all of them (BA21). */
export function WarnedReason(props: {
  id: string;
  /** How many, with their unit: `3 行`. */
  warned: string;
  reason: string;
  onReason: (reason: string) => void;
}) {
  const { id, warned, reason, onReason } = props;
  return (
    <div className="batch-reason">
      <label htmlFor={id}>有提示的 {warned}仍然办理的理由</label>
      <Input
        id={id}
        className="grow"
        maxLength={200}
        value={reason}
        onChange={(event) => onReason(event.target.value)}
      />
    </div>
  );
}
