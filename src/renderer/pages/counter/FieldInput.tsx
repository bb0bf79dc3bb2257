import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { useRef, useState } from 'react';
import { maskCertNo } from '#shared/codes/masking';
import { TABLES } from '#shared/codes/tables/index';
import { fenToYuan } from '#shared/domain/money';
import type { Json } from '#shared/json';
import type { Fields, FormField, Option } from '#shared/matters/form';
import { PersonSearch } from '../../ui/PersonSearch';
import { recordsFor } from '../../ui/recordsFor';
import { useDesk } from '../../ui/useDesk';
import { focusNext } from './focus';
import { NumberInput } from './NumberInput';
import { digitsOf, typedDate, typedMonth } from './typed';

interface InputProps {
  id: string;
  field: FormField;
  fields: Fields;
  value: Json;
  wrong: boolean;
  onEnter: (value: Json) => void;
}

const LONGEST = 20_000;
const FEW = 4;
const textOf = (value: Json): string => (value === null ? '' : String(value));

/** The input of one field, by its kind. An emptied field is null. */
export function FieldInput(props: InputProps) {
  const { field, id, value, wrong, onEnter } = props;
  const frame = {
    id,
    autoComplete: 'off',
    spellCheck: false,
    status: wrong ? ('error' as const) : ('' as const),
    'aria-invalid': wrong,
    'aria-describedby': wrong ? `${id}-problem` : undefined,
  };
  const text = (change: (typed: string) => Json, maxLength = LONGEST, className?: string) => (
    <Input
      {...frame}
      className={className}
      value={textOf(value)}
      maxLength={maxLength}
      onChange={(event) => onEnter(event.target.value === '' ? null : change(event.target.value))}
    />
  );
  switch (field.kind) {
    case 'text':
      return text((typed) => typed);
    case 'certNo':
    case 'phone':
      return <NumberInput {...props} field={field.kind} />;
    case 'date':
      return text(typedDate, 20, 'number');
    case 'month':
      return text(typedMonth, 20, 'number');
    case 'money':
      return (
        <Input
          {...frame}
          className="number"
          suffix="元"
          value={typeof value === 'number' ? fenToYuan(value) : textOf(value)}
          maxLength={20}
          onChange={(event) => onEnter(event.target.value || null)}
        />
      );
    case 'count':
    case 'year':
      return text((typed) => (/^\d+$/.test(digitsOf(typed)) ? Number(digitsOf(typed)) : typed), 9, 'number');
    case 'select':
      return field.choices ? <FromRecords {...props} /> : <Choice {...props} options={optionsOf(field)} />;
    case 'switch':
      return (
        <Checkbox id={id} checked={value === true} onChange={(event) => onEnter(event.target.checked)}>
          是
        </Checkbox>
      );
    case 'person':
      return <PersonInput {...props} />;
    case 'household':
      return <HouseholdInput {...props} />;
    case 'unit':
      return <UnitInput {...props} />;
    case 'village':
      return <VillageInput {...props} />;
    case 'group':
      return <GroupInput {...props} />;
  }
}

/** Choices that the person's records give; none where there is nothing of the kind. */
function FromRecords(props: InputProps) {
  const desk = useDesk();
  const { field, fields } = props;
  const options = [...(field.choices?.(fields, recordsFor(desk, fields)) ?? [])];
  return <Choice {...props} options={options} placeholder={options.length > 0 ? '请选择' : '没有可选的'} />;
}

function optionsOf(field: FormField): Option[] {
  if (field.options) return [...field.options];
  const rows = field.table ? TABLES[field.table] : [];
  const all = rows.map(([value, label]) => ({ value: value as string, label: label as string }));
  const first = field.first ?? [];
  const rank = (o: Option) => (first.includes(o.value) ? first.indexOf(o.value) : first.length);
  return all.toSorted((a, b) => rank(a) - rank(b));
}

/** A few choices lie open; many are a list that filters as one types. */
function Choice<V extends string | number>(
  props: Omit<InputProps, 'onEnter'> & {
    options: readonly { value: V; label: string }[];
    onEnter: (value: Json) => void;
    placeholder?: string;
  },
) {
  const [open, setOpen] = useState(false);
  /** Enter went on: the list, which would open on it all the same, stays closed. */
  const passed = useRef(false);
  const { id, value, wrong, options, onEnter } = props;
  if (options.length <= FEW && typeof options[0]?.value === 'string') {
    return (
      <Radio.Group
        id={id}
        aria-label={props.field.label}
        value={value}
        options={[...options]}
        onChange={(event) => onEnter(event.target.value as Json)}
        aria-describedby={wrong ? `${id}-problem` : undefined}
      />
    );
  }
  return (
    <Select
      id={id}
      value={value as V | null}
      open={open}
      onOpenChange={(next) => setOpen(next && !passed.current)}
      options={[...options]}
      placeholder={props.placeholder ?? '请选择'}
      status={wrong ? 'error' : ''}
      aria-invalid={wrong}
      showSearch={{
        filterOption: (typed, option) =>
          `${option?.value ?? ''}${option?.label ?? ''}`.toLowerCase().includes(typed.trim().toLowerCase()),
      }}
      onInputKeyDown={(event) => {
        // Enter on a list that is closed and filled goes on instead of opening it.
        if (event.key !== 'Enter' || open || value === null) return;
        event.preventDefault();
        event.stopPropagation();
        passed.current = true;
        setTimeout(() => {
          passed.current = false;
        });
        goOn(id);
      }}
      onSelect={(chosen) => {
        onEnter(chosen as Json);
        setTimeout(() => goOn(id));
      }}
    />
  );
}

/** To the field after this one. */
function goOn(id: string): void {
  const here = document.getElementById(id);
  const form = here?.closest('form');
  if (here && form) focusNext(form, here, document.getElementById('accept'));
}

/** To the field after the one of this name, when what it shows has changed under the cursor. */
function goOnAfter(name: string): void {
  setTimeout(() => {
    const here = document.querySelector(`[data-field="${name}"]`);
    const form = here?.closest('form');
    if (here && form) focusNext(form, here, document.getElementById('accept'));
  });
}

/** A record that was chosen, and a way back to choosing. */
function Chosen({ text, onClear }: { text: string; onClear: () => void }) {
  return (
    <div className="chosen-record">
      <span className="grow cut" title={text}>
        {text}
      </span>
      <Button size="small" onClick={onClear}>
        更换
      </Button>
    </div>
  );
}

function PersonInput({ value, field, onEnter }: InputProps) {
  const desk = useDesk();
  const view = typeof value === 'string' && value !== '' ? desk.person(value) : null;
  if (view) {
    const { person, village } = view;
    const number = person.certNo === null ? '无证件号码' : maskCertNo(person.certNo);
    return (
      <Chosen
        text={`${person.name}　${number}　${person.birthDate}　${village?.name ?? ''}${village?.groups[person.group - 1] ?? ''}`}
        onClear={() => onEnter(null)}
      />
    );
  }
  return (
    <PersonSearch
      label={field.label}
      placeholder="身份证号 / 姓名 / 拼音 / 手机 / 户号"
      onPick={(hit) => {
        onEnter(hit.id);
        goOnAfter(field.name);
      }}
    />
  );
}

function HouseholdInput(props: InputProps) {
  const desk = useDesk();
  const { value, field, fields, onEnter, id, wrong } = props;
  const found = typeof value === 'string' && value !== '' ? desk.household(value) : null;
  if (found) {
    const head = found.members.find((m) => m.id === found.household.headPersonId) ?? found.members[0];
    return (
      <Chosen
        text={`${found.household.id}　户主 ${head?.name ?? '（未登记）'}　${found.members.length} 人　${found.household.address}`}
        onClear={() => onEnter(null)}
      />
    );
  }
  if (fields.householdNew === true) {
    return (
      <Input
        id={id}
        className="number"
        value={textOf(value)}
        maxLength={30}
        status={wrong ? 'error' : ''}
        placeholder="新户号"
        onChange={(event) => onEnter(event.target.value.trim() || null)}
      />
    );
  }
  return (
    <PersonSearch
      label={field.label}
      placeholder="输入户号，或户内任何一人的姓名、号码"
      onPick={(hit) => {
        onEnter(hit.householdId);
        goOnAfter(field.name);
      }}
    />
  );
}

function UnitInput(props: InputProps) {
  const desk = useDesk();
  const options = desk
    .units()
    .filter((unit) => unit.managementType !== '08')
    .map((unit) => ({ value: unit.id, label: `${unit.name}（${unit.uscc ?? unit.id}）` }));
  return <Choice {...props} options={options} placeholder="输入单位名称或代码查找" />;
}

function VillageInput(props: InputProps) {
  const options = useDesk()
    .villages()
    .map((village) => ({ value: village.id, label: village.name }));
  return <Choice {...props} options={options} />;
}

function GroupInput(props: InputProps) {
  const village = useDesk()
    .villages()
    .find((v) => v.id === props.fields.villageCode);
  const options = (village?.groups ?? []).map((label, index) => ({ value: index + 1, label }));
  return <Choice {...props} options={options} placeholder={village ? '请选择' : '先选村（居）'} />;
}
