import { MATTERS, type MatterCode } from '../../domain/matter';
import type { Json } from '../../json';
import { CHANGEABLE_FIELDS } from '../changeMatter';
import type { Fields, FormField, MatterForm } from '../form';
import { findPerson } from '../lookup';
import { fromCertNo, fromHousehold, HUKOU, IDENTITY, NEW_HOUSEHOLD, PERMIT, PHONE, RELATION } from './parts';

const inSection = (fields: readonly FormField[], section: string): FormField[] =>
  fields.map((field) => ({ ...field, section }));

/** A step of a household's move (整户迁移) that is done anew asks where to, as the move itself did. */
const isMove = ({ movesFrom }: Fields): boolean => typeof movesFrom === 'string';
const OF_MOVE = NEW_HOUSEHOLD.filter(({ name }) => name !== 'householdId').map((field) => ({
  ...field,
  show: (fields: Fields) => isMove(fields) && (field.show?.(fields) ?? true),
}));

/** The form shows the person's data as they are; only what differs afterwards is a change. */
const changeForm = (code: MatterCode): MatterForm => ({
  code,
  title: MATTERS[code],
  fields: [
    { name: 'personId', label: '人员', kind: 'person', section: '人员' },
    ...inSection([...IDENTITY, PHONE], '身份信息'),
    ...inSection(
      [
        { name: 'householdId', label: '户号', kind: 'household', section: '家庭' },
        ...OF_MOVE,
        RELATION,
        HUKOU,
        PERMIT,
      ],
      '家庭',
    ),
    { name: 'note', label: '变更依据', kind: 'text', section: '变更', optional: true },
  ],
  initial: () => ({
    personId: null,
    note: null,
    ...Object.fromEntries(
      [...CHANGEABLE_FIELDS, ...OF_MOVE.map(({ name }) => name)].map((name) => [name, null]),
    ),
  }),
  prefill: (fields, changed, records, day): Fields => {
    if (changed === 'certNo') return fromCertNo(fields, day);
    if (changed === 'householdId' && isMove(fields)) return fromHousehold(fields, records);
    if (changed !== 'personId' || typeof fields.personId !== 'string') return fields;
    const person = findPerson(records, fields.personId);
    if (person === null) return fields;
    return {
      ...fields,
      ...Object.fromEntries(CHANGEABLE_FIELDS.map((name) => [name, person[name] as Json])),
    };
  },
});

export const resChangeForm = changeForm('RES_CHANGE');
export const empChangeForm = changeForm('EMP_CHANGE');
