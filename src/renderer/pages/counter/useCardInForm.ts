import { useEffect, useRef, useState } from 'react';
import type { Person } from '#shared/domain/person';
import type { Json } from '#shared/json';
import type { MatterForm } from '#shared/matters/form';
import type { CardRead } from '#shared/readers/card';
import { cardIntoForm } from '#shared/readers/intoForm';
import { type Laid, scannedNumber } from '#shared/readers/scanned';
import type { MatterDraft } from '../../desk/api';
import { holderOf } from '../../ui/reader/holderOf';
import { type ReaderInHand, useReader } from '../../ui/reader/useReader';
import { useWedge } from '../../ui/reader/useWedge';
import { useDesk } from '../../ui/useDesk';

export interface CardInForm {
  /** Null where the form has no use for a card. */
  readonly reader: ReaderInHand | null;
  /** The card last read, and whose record it is. */
  readonly laid: { readonly card: CardRead; readonly record: Person | null } | null;
  /** Fields that say what a card says. */
  readonly read: ReadonlySet<string>;
  /** Something else was entered into these. */
  forget(names: readonly string[]): void;
}

/** Reads cards and takes scans into the form of a matter (RC23). `begun`: fields that were filled in from a card before it was opened. */
export function useCardInForm(its: {
  form: MatterForm;
  draft: MatterDraft;
  begun: readonly string[];
  enter: (name: string, value: Json) => void;
  say: (note: string | null) => void;
  /** What was entered is in the form. `review`: the field to look at first; null: the next empty one is the clerk's. */
  onEntered: (review: string | null) => void;
}): CardInForm {
  const desk = useDesk();
  const { form, draft } = its;
  const [laid, setLaid] = useState<CardInForm['laid']>(null);
  const [read, setRead] = useState<ReadonlySet<string>>(new Set(its.begun));
  const takes = form.fields.some(({ name }) => name === 'personId');

  const take = (card: Laid): Person | null => {
    const { personId, who } = draft.fields;
    const chosen =
      typeof personId === 'string' && who !== 'new' ? (desk.person(personId)?.person ?? null) : null;
    const holder = holderOf(desk, card.number);
    const { entries, note, fromCard } = cardIntoForm(form, draft.fields, card, holder, chosen);
    for (const [name, value] of entries) its.enter(name, value);
    setRead((set) => new Set([...set, ...fromCard]));
    its.say(note);
    // What a card says of somebody on file may change their data: that is to be looked at.
    if (entries.length > 0) its.onEntered(holder === null ? null : (fromCard[0] ?? null));
    return holder;
  };
  const reader = useReader((card) => setLaid({ card, record: take(card) }), takes);
  const { trouble } = reader;
  const say = useRef(its.say);
  say.current = its.say;
  useEffect(() => {
    if (trouble !== null) say.current(trouble.text);
  }, [trouble]);
  useWedge((text) => {
    const scanned = scannedNumber(text);
    if (!takes) its.say('这个事项的表单里没有人员，扫到的内容没有带入。');
    else if (scanned === null) its.say('扫到的不是证件号码，没有带入。');
    else take(scanned);
  });
  return {
    reader: takes ? reader : null,
    laid,
    read,
    forget: (names) =>
      setRead((set) =>
        names.some((name) => set.has(name)) ? new Set([...set].filter((name) => !names.includes(name))) : set,
      ),
  };
}
