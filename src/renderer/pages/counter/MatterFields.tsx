import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Json } from '#shared/json';
import { type Fields, type FormField, type MatterForm, shownSections } from '#shared/matters/form';
import { fieldText } from '#shared/matters/touched';
import { FieldInput } from './FieldInput';
import { focusNext } from './focus';

const WIDE = new Set(['person', 'unit', 'household']);

/** The fields of a matter that are asked now, in sections; Enter goes on to the next one. */
export function MatterFields(props: {
  form: Pick<MatterForm, 'fields'>;
  fields: Fields;
  problems: Readonly<Record<string, string>>;
  showProblem: (name: string) => boolean;
  prefilled: ReadonlySet<string>;
  /** Of what is filled in, that which was read from a card. */
  read?: ReadonlySet<string>;
  /** The person as on file, where the form shows what is changed; else null. */
  onFile: Fields | null;
  onEnter: (name: string, value: Json) => void;
  onLeave: (name: string) => void;
  /** False: one section by itself, without a number. */
  numbered?: boolean;
  /** False: the cursor stays where it is when the fields appear. */
  takesFocus?: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [takesFocus] = useState(props.takesFocus ?? true);
  useEffect(() => {
    if (!takesFocus) return;
    const empty = [...(box.current?.querySelectorAll<HTMLElement>('[data-field][data-empty=true]') ?? [])][0];
    empty?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [takesFocus]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    if (target.getAttribute('aria-expanded') === 'true' || target instanceof HTMLButtonElement) return;
    event.preventDefault();
    if (!box.current) return;
    // Where a page has more fields than the matter's own, Enter walks through all of them.
    const all = box.current.closest<HTMLElement>('[data-walk]') ?? box.current;
    focusNext(all, target, document.getElementById('accept'));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for Enter that its inputs did not use
    <div ref={box} onKeyDown={onKeyDown}>
      {shownSections(props.form, props.fields).map(({ section, fields }, index) => (
        <fieldset key={fields[0]?.name ?? section}>
          <legend>
            {(props.numbered ?? true) && `${index + 1}　`}
            {section}
          </legend>
          <div className="form-grid">
            {fields.map((field) => (
              <Field key={field.name} field={field} {...props} />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

function Field(props: {
  field: FormField;
  fields: Fields;
  problems: Readonly<Record<string, string>>;
  showProblem: (name: string) => boolean;
  prefilled: ReadonlySet<string>;
  /** Of what is filled in, that which was read from a card. */
  read?: ReadonlySet<string>;
  /** The person as on file, where the form shows what is changed; else null. */
  onFile: Fields | null;
  onEnter: (name: string, value: Json) => void;
  onLeave: (name: string) => void;
}) {
  const { field, fields } = props;
  const value = fields[field.name] ?? null;
  const problem = props.showProblem(field.name) ? props.problems[field.name] : undefined;
  const read = props.read?.has(field.name) && value !== null && value !== '';
  const given = read || (props.prefilled.has(field.name) && value !== null && value !== '');
  const before = props.onFile?.[field.name];
  const changed = before !== undefined && before !== value;
  const id = `field-${field.name}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for its input being left
    <div
      className={`field ${WIDE.has(field.kind) ? 'wide' : ''} ${given ? 'prefilled' : ''}`}
      data-field={field.name}
      data-empty={value === null || value === ''}
      onBlur={() => value !== null && value !== '' && props.onLeave(field.name)}
    >
      <label htmlFor={id}>
        <span>
          {field.label}
          {field.optional && '（可不填）'}
        </span>
        {changed && <span className="changed">已改，原为 {fieldText('person', field.name, before)}</span>}
        {read && <span className="pre">读卡</span>}
        {given && !read && !props.onFile && <span className="pre">已带出</span>}
      </label>
      <FieldInput
        id={id}
        field={field}
        fields={fields}
        value={value}
        wrong={problem !== undefined}
        onEnter={(next) => props.onEnter(field.name, next)}
      />
      {problem ? (
        <div className="problem" id={`${id}-problem`} role="alert">
          ✕ {problem}
        </div>
      ) : (
        field.hint && <div className="mute how">{field.hint}</div>
      )}
    </div>
  );
}
