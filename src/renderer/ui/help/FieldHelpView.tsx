import type { FieldHelp } from './fieldHelp';

/** Help of one field: what it means, how it is entered, where its codes come from. */
export function FieldHelpView({ field, atCursor = false }: { field: FieldHelp; atCursor?: boolean }) {
  const { label, meaning, hint, entry, standard, choices, optional } = field;
  return (
    <section className="help-field" aria-label={`栏目 ${label}`}>
      <h2>
        {atCursor ? '光标所在的栏：' : '栏目：'}
        {label}
        {optional && '（可不填）'}
      </h2>
      {meaning && <p>{meaning}</p>}
      {hint && hint !== meaning && <p>{hint}。</p>}
      <p className="mute">{entry}</p>
      {choices.length > 0 && <p className="mute">可选：{choices.join('、')}。</p>}
      {standard && <p className="mute">代码和号码依据：{standard}。</p>}
    </section>
  );
}
