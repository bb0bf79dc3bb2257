import { Button, Input } from 'antd';
import { useState } from 'react';
import type { PersonNumber } from '#shared/access/access';
import { maskNumber } from '#shared/codes/masking';
import type { Json } from '#shared/json';
import type { Fields } from '#shared/matters/form';
import { RevealDialog } from '../../ui/reveal/RevealDialog';
import { useDesk } from '../../ui/useDesk';

/** Longest number that may be typed, so that a wrong one is told and not cut. */
const LONGEST = 60;

/**
 * A certificate or telephone number. What the clerk types is hers and stays in sight; what was filled in from somebody's record is masked,
 * until she asks for it with a reason or types another one over it.
 */
export function NumberInput(props: {
  id: string;
  field: PersonNumber;
  fields: Fields;
  value: Json;
  wrong: boolean;
  onEnter: (value: Json) => void;
}) {
  const { id, field, fields, value, wrong, onEnter } = props;
  const desk = useDesk();
  const [own, setOwn] = useState(false);
  const [asking, setAsking] = useState(false);
  const text = value === null ? '' : String(value);
  const owner = own ? null : ownerOf(fields, (of) => of[field] === text && text !== '', desk.person);
  return (
    <>
      <Input
        id={id}
        className="number"
        value={owner ? '' : text}
        placeholder={owner ? `${maskNumber(field, text)}（档案中的号码，直接输入即可改）` : undefined}
        maxLength={LONGEST}
        autoComplete="off"
        spellCheck={false}
        status={wrong ? 'error' : ''}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-problem` : undefined}
        // Never without one: antd mounts another input when a suffix comes or goes, and the cursor is lost in mid-word.
        suffix={
          owner ? (
            <Button size="small" type="link" onClick={() => setAsking(true)}>
              显示
            </Button>
          ) : (
            <span />
          )
        }
        onChange={(event) => {
          setOwn(true);
          onEnter(event.target.value === '' ? null : event.target.value);
        }}
      />
      {asking && owner && (
        <RevealDialog
          of={{ kind: 'person', id: owner.id }}
          who={owner.name}
          fields={[field]}
          onRevealed={() => {
            setAsking(false);
            setOwn(true);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** Whose record a number of the form came from: the person's of the matter, the guardian's, or the agent's. */
function ownerOf(
  fields: Fields,
  holds: (of: Record<PersonNumber, string | null>) => boolean,
  personOf: (
    id: string,
  ) => { person: { id: string; name: string } & Record<PersonNumber, string | null> } | null,
) {
  for (const name of ['personId', 'guardianId', 'agentId']) {
    const id = fields[name];
    const person = typeof id === 'string' && id !== '' ? personOf(id)?.person : null;
    if (person && holds(person)) return person;
  }
  return null;
}
