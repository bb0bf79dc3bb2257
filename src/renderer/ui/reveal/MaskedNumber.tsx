import { Button } from 'antd';
import { useState } from 'react';
import type { PersonNumber } from '#shared/access/access';
import { maskCertNo, maskPhone } from '#shared/codes/masking';
import type { Person } from '#shared/domain/person';
import { FIELD_WORDS, RevealDialog } from './RevealDialog';

/** A number of somebody, masked until it is asked for with a reason; masked again with the next page. */
export function MaskedNumber({ person, field }: { person: Person; field: PersonNumber }) {
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState(false);
  const value = person[field];
  if (value === null) return field === 'certNo' ? '没有证件号码' : '没有登记';
  const label = FIELD_WORDS[field];
  return (
    <>
      {shown ? value : field === 'certNo' ? maskCertNo(value) : maskPhone(value)}{' '}
      <Button
        size="small"
        aria-label={shown ? `隐藏${label}` : `显示完整${label}`}
        aria-pressed={shown}
        onClick={() => (shown ? setShown(false) : setAsking(true))}
      >
        {shown ? '隐藏' : '显示'}
      </Button>
      {asking && (
        <RevealDialog
          of={{ kind: 'person', id: person.id }}
          who={person.name}
          fields={[field]}
          onRevealed={() => {
            setAsking(false);
            setShown(true);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
