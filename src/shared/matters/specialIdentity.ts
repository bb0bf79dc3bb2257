import { SPECIAL_IDENTITY_WORDS, type SpecialIdentity } from '../domain/specialIdentity';
import { type BodyOf, choice, day, oneOf, person, section, when } from './declare';
import { personFacts } from './facts';
import type { Fields } from './form';
import { findPerson } from './lookup';
import { personMatter } from './personMatter';

const enters = ({ what }: Fields) => what === 'ENTER';
const ends = ({ what }: Fields) => what === 'END';
/** Who reports them; the person's own word is asked for too, and the rules say what it is worth. */
const SOURCES = {
  民政: '民政',
  残联: '残联',
  乡村振兴: '乡村振兴（农业农村）',
  自然资源: '自然资源',
  税务: '税务',
  WORD: '本人陈述，没有部门确认',
} as const;

const inForce = (list: readonly SpecialIdentity[]) => list.filter(({ until }) => until === null);

const fields = {
  ...section('人员', { personId: person() }),
  ...section('身份', {
    what: choice('办理', { ENTER: '录入', END: '终止' }),
    type: when(enters, choice('特殊身份', SPECIAL_IDENTITY_WORDS)),
    source: when(enters, choice('认定部门', SOURCES)),
    from: when(enters, day('生效日期')),
    ending: when(
      ends,
      oneOf('要终止的身份', ({ personId }, records) => {
        const who = typeof personId === 'string' ? findPerson(records, personId) : null;
        return inForce(who?.identities ?? []).map(({ type, from }) => ({
          value: type,
          label: `${SPECIAL_IDENTITY_WORDS[type]}（${from} 起）`,
        }));
      }),
    ),
    until: when(ends, day('最后一日')),
  }),
};

type Body = BodyOf<typeof fields>;
/** The flag as it will stand: a new one, or the one in force with its last day. */
function asked({ what, type, source, from, ending, until }: Body, held: readonly SpecialIdentity[]) {
  if (what === 'END') return inForce(held).flatMap((one) => (one.type === ending ? [{ ...one, until }] : []));
  if (type === null || from === null) return [];
  return [{ type, source: source === 'WORD' ? null : source, from, until: null }];
}

/** 特殊身份认定: entered as an authority reports it, or ended on a day (R-SPC-01). */
export const specialIdentity = personMatter({
  code: 'SPECIAL_IDENTITY',
  fields,
  touches: () => ['identities'],
  // Here the flag that is entered is what is asked about, not those that stand.
  facts: (body, who, _, context) => ({
    person: { ...personFacts(who, context), identities: asked(body, who.identities) },
  }),
  request: () => ({}),
  fit: ({ what, type, from, ending, until }, who) => {
    if (what === 'END') {
      const held = inForce(who.identities).find((one) => one.type === ending);
      if (held === undefined) return `${who.name}没有这种在效的特殊身份，没有可以终止的。`;
      return until !== null && until < held.from
        ? `最后一日早于这种身份的生效日 ${held.from}，请核对日期。`
        : null;
    }
    const again = who.identities.find(
      (one) => one.type === type && one.source !== null && one.until === null,
    );
    return again === undefined || from === null
      ? null
      : `${who.name}的${SPECIAL_IDENTITY_WORDS[again.type]}身份自 ${again.from} 起在效，不需要再录入。`;
  },
  apply: (body, who) => {
    const [entered] = asked(body, who.identities);
    if (entered === undefined) return who;
    const others = who.identities.filter(
      (one) => !(one.type === entered.type && (one.until === null || one.source === null)),
    );
    return { ...who, identities: [...others, entered] };
  },
  initial: (today) => ({ what: 'ENTER', from: today }),
  prefill: (typed, changed, who, today) => {
    if (changed !== 'what' && changed !== 'personId') return typed;
    const held = inForce(who?.identities ?? []);
    if (typed.what !== 'END') return { ...typed, from: typed.from ?? today };
    return {
      ...typed,
      until: typed.until ?? today,
      ending: held.length === 1 ? (held[0]?.type ?? null) : (typed.ending ?? null),
    };
  },
});
