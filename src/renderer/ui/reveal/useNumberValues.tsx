import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { PersonNumber } from '#shared/access/access';
import { maskNumber } from '#shared/codes/masking';
import { useDesk } from '../useDesk';
import { FIELD_WORDS, RevealDialog } from './RevealDialog';

/** `person:P1:phone` → whose number a value is; null: it is none. */
function numberOf(key: string): { personId: string; field: PersonNumber } | null {
  const [kind, personId = '', field] = key.split(':');
  return kind === 'person' && (field === 'certNo' || field === 'phone') ? { personId, field } : null;
}

/**
 * The values of one field of a record as they are compared: numbers are masked until they are asked for, all sides of the field at
 * once; anything else is shown. `key`: record and field.
 */
export function useNumberValues(key: string): { show: (text: string) => string; button: ReactNode } {
  const desk = useDesk();
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const number = numberOf(key);
  if (!number) return { show: (text) => text, button: null };
  const { personId, field } = number;
  const label = FIELD_WORDS[field];
  const button = (
    <>
      {!shown && (
        <Button size="small" aria-label={`显示完整${label}`} onClick={() => setAsking(true)}>
          显示
        </Button>
      )}
      {asking && (
        <RevealDialog
          of={{ kind: 'person', id: personId }}
          who={desk.person(personId)?.person.name ?? ''}
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
  return { show: (text) => (shown ? text : maskNumber(field, text)), button };
}
