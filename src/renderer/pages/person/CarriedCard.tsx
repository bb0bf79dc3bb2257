import { NOTHING_CARRIED, type Person } from '#shared/domain/person';
import type { Json } from '#shared/json';
import { fieldLabel, fieldText, touchedValue } from '#shared/matters/touched';

/** What a person carries besides identity and insurance, in the names the conflicts use. */
const FIELDS = Object.keys(NOTHING_CARRIED).map((name) =>
  name === 'benefitClasses' ? 'benefitClass' : name,
);

/** 待遇与账户: retirement, class, account, mutual aid, transfers, refunds …, as far as there is any. */
export function CarriedCard({ person }: { person: Person }) {
  const told = FIELDS.flatMap((name) => {
    const value: Json = touchedValue(person, name) ?? null;
    return value === null ? [] : [{ name, text: fieldText('person', name, value) }];
  });
  if (told.length === 0) return null;
  return (
    <section className="card">
      <h2>待遇与账户</h2>
      <dl className="facts">
        {told.map(({ name, text }) => (
          <div className="pair" key={name}>
            <dt>{fieldLabel('person', name)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
