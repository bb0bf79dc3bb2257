import { Input } from 'antd';
import { isCivilDate } from '#shared/domain/civilDate';
import { yuanToFen } from '#shared/domain/money';
import { err, ok, type Result } from '#shared/result';
import type { Said } from '../../desk/campaign/api';

/** What a paper may say besides the outcome, as typed; empty: nothing. */
export interface TypedDetails {
  readonly on: string;
  readonly amount: string;
  readonly phone: string;
  readonly note: string;
}
export const NO_DETAILS: TypedDetails = { on: '', amount: '', phone: '', note: '' };

const FIELDS: readonly { name: keyof TypedDetails; label: string; width: number; longest: number }[] = [
  { name: 'on', label: '日期', width: 130, longest: 10 },
  { name: 'amount', label: '金额（元）', width: 110, longest: 12 },
  { name: 'phone', label: '电话', width: 150, longest: 30 },
  { name: 'note', label: '备注', width: 260, longest: 200 },
];

/** As they are recorded; the error says which one cannot be. */
export function detailsOf({
  on,
  amount,
  phone,
  note,
}: TypedDetails): Result<Pick<Said, 'on' | 'amountFen' | 'phone' | 'note'>, string> {
  const day = on.trim();
  if (day !== '' && !isCivilDate(day)) return err('日期请写成 2026-11-22 的样子，或者留空。');
  const amountFen = amount.trim() === '' ? null : yuanToFen(amount);
  if (amount.trim() !== '' && amountFen === null) return err('金额请写成 400 或 400.50 的样子，或者留空。');
  return ok({ on: day || null, amountFen, phone: phone.trim() || null, note: note.trim() });
}

export function TypedDetailsFields(props: { value: TypedDetails; onChange: (value: TypedDetails) => void }) {
  return (
    <div className="typing-line">
      {FIELDS.map(({ name, label, width, longest }) => (
        <span key={name}>
          <label htmlFor={`typed-${name}`} className="mute">
            {label}
          </label>{' '}
          <Input
            id={`typed-${name}`}
            style={{ width }}
            maxLength={longest}
            value={props.value[name]}
            onChange={(event) => props.onChange({ ...props.value, [name]: event.target.value })}
          />
        </span>
      ))}
    </div>
  );
}
