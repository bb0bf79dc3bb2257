import { Input } from 'antd';

/** Public half of the county's recovery key (县级恢复公钥), as its file has it. */
const KEY = /^[0-9a-f]{64}$/;

export const recoveryKeyOf = (typed: string): string => typed.replace(/\s/g, '').toLowerCase();
export const isRecoveryKey = (typed: string): boolean => KEY.test(recoveryKeyOf(typed));

export function RecoveryBox(props: {
  id?: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}) {
  return (
    <Input.TextArea
      {...(props.id ? { id: props.id } : {})}
      aria-label="恢复公钥"
      className="recovery-key"
      rows={2}
      maxLength={200}
      spellCheck={false}
      autoFocus={props.autoFocus ?? false}
      value={props.value}
      placeholder="64 个字符，例如 3f9a…"
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
