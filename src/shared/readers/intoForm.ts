import type { Person } from '../domain/person';
import type { Json } from '../json';
import type { Fields, FormField } from '../matters/form';
import type { Laid } from './scanned';

/** What a card brings into a form: fields to enter one after another, and what the clerk is told. */
export interface CardIntoForm {
  readonly entries: readonly (readonly [field: string, value: Json])[];
  /** What was done, or why nothing was; null: the fields show it. */
  readonly note: string | null;
  /** Of `entries`, those that say what is on the card; the others follow from whose card it is. */
  readonly fromCard: readonly string[];
}

type PersonOnFile = Pick<Person, 'id' | 'name'>;

/** Whose card it is, in words. */
const who = (card: Laid): string => card.name ?? '另一个号码';
const nothing = (note: string): CardIntoForm => ({ entries: [], note, fromCard: [] });
const textOf = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** Fields of a person that a card tells, in the order the form's own deriving wants them. */
const told = (card: Laid): [string, Json][] =>
  (
    [
      ['certType', card.certType],
      ['certNo', card.number],
      ['name', card.name],
      ['sex', card.sex],
      ['birthDate', card.birthDate],
      ['nation', card.nation],
      ['nationality', card.nationality],
      ['address', card.address],
    ] as [string, Json][]
  ).filter(([, value]) => value !== null);

/** What an existing record can be corrected with. Number and address are another matter: they are not changed by laying a card. */
const CORRECTED = ['name', 'sex', 'birthDate', 'nation'];

/**
 * Where a card goes in a form: the person on file is chosen, somebody new is filled in, a change shows what is different. Somebody who
 * was chosen is never replaced by another, and nothing typed for them either.
 */
export function cardIntoForm(
  form: { readonly fields: readonly Pick<FormField, 'name'>[] },
  fields: Fields,
  card: Laid,
  onFile: PersonOnFile | null,
  chosen: PersonOnFile | null,
): CardIntoForm {
  const has = (name: string) => form.fields.some((field) => field.name === name);
  if (!has('personId')) return nothing('这个事项的表单里没有人员，不用读卡。');
  if (has('guardianId')) return intoGuardian(fields, card, onFile);
  if (chosen !== null && onFile?.id !== chosen.id) {
    const whose = onFile === null ? '本机没有这个号码的档案' : '是档案中的另一个人';
    return nothing(
      `表单上已选${chosen.name}，读到的是${who(card)}，${whose}，没有带入。要换人请先按“更换”。`,
    );
  }
  if (onFile !== null) return intoExisting(has, fields, card, onFile);
  if (!has('who')) return nothing(`本机资料里没有${card.name ?? '这个号码'}，这个事项只能为档案中的人办理。`);
  const entries: [string, Json][] = [['who', 'new'], ...told(card).filter(([name]) => has(name))];
  return {
    entries,
    note: `本机资料里没有这个号码，已按新建人员带入证件上的内容。`,
    fromCard: entries.map(([name]) => name).filter((name) => name !== 'who'),
  };
}

function intoExisting(
  has: (name: string) => boolean,
  fields: Fields,
  card: Laid,
  onFile: PersonOnFile,
): CardIntoForm {
  const entries: [string, Json][] = [];
  if (has('who') && fields.who !== 'existing') entries.push(['who', 'existing']);
  if (fields.personId !== onFile.id) entries.push(['personId', onFile.id]);
  // A form with a number and no question whether the person is on file changes their data.
  const changes = has('certNo') && !has('who');
  const corrected = changes ? told(card).filter(([name]) => CORRECTED.includes(name)) : [];
  return {
    entries: [...entries, ...corrected],
    note: changes ? '已按卡上内容填入，与档案不同的已标明，请核对。' : null,
    fromCard: corrected.map(([name]) => name),
  };
}

/** A newborn has no card: who lays one is the guardian. */
function intoGuardian(fields: Fields, card: Laid, onFile: PersonOnFile | null): CardIntoForm {
  const already = textOf(fields.guardianId);
  if (already !== null && already !== onFile?.id)
    return nothing(`监护人已经选好，读到的是${who(card)}，没有带入。要换人请先按“更换”。`);
  if (onFile !== null) return { entries: [['guardianId', onFile.id]], note: '已带入监护人。', fromCard: [] };
  if (card.name === null) return nothing('本机资料里没有这个号码，请手工填写监护人姓名。');
  return {
    entries: [['guardianName', card.name]],
    note: `本机资料里没有${card.name}的档案，只带入了监护人姓名。`,
    fromCard: ['guardianName'],
  };
}
