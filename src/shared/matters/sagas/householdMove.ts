import type { MatterCode } from '../../domain/matter';
import type { Person } from '../../domain/person';
import type { Json } from '../../json';
import { type AskedStep, allows, type SagaSaying, whyStepStops } from '../../rules/saga';
import { MOVE_FIELDS } from '../changeMatter';
import { currentEnrolment } from '../enrolments';
import { fromHousehold, NEW_HOUSEHOLD } from '../forms/parts';
import { findHousehold, findPerson } from '../lookup';
import type { Records } from '../matter';
import { newHouseholdId, type Problems } from '../readFields';
import { goingInOrder, type ReadStep, type SagaKind, type TypedStep } from './kind';

const HEAD = '02';
const isHead = (fields: Readonly<Record<string, Json>>): boolean => fields.relation === HEAD;

/** The change of information (R-CHG-01) that a member's move is: by the relation they have. */
function changeOf(person: Person): MatterCode {
  const open = (scheme: 'EMP' | 'RES') => {
    const current = currentEnrolment(person, scheme);
    return current !== null && current.status !== 'TERMINATED';
  };
  return open('EMP') && !open('RES') ? 'EMP_CHANGE' : 'RES_CHANGE';
}

const headFirst = (members: readonly Person[]): Person[] =>
  members.toSorted(
    (a, b) =>
      Number(b.relation === HEAD) - Number(a.relation === HEAD) || (a.birthDate < b.birthDate ? -1 : 1),
  );

/** Every household has one head: the new one a head among those who move, one that has a head no second. */
function headProblems(steps: readonly ReadStep[], records: Records): Problems[] | null {
  const heads = steps.flatMap(({ body }, at) => {
    const relation = body.relation ?? findPerson(records, String(body.personId))?.relation;
    return relation === HEAD ? [at] : [];
  });
  const at = (wrong: readonly number[], relation: string): Problems[] | null =>
    wrong.length === 0 ? null : steps.map((_, step): Problems => (wrong.includes(step) ? { relation } : {}));
  const first = steps[0]?.body;
  if (first === undefined) return null;
  if (first.householdNew === true) {
    if (heads.length === 0) return at([0], '新立的户里还没有户主，请把一人的“与户主关系”选为“户主”。');
    return at(heads.slice(1), '一户只有一位户主，请改选与户主的关系。');
  }
  const id = findHousehold(records, String(first.householdId))?.headPersonId ?? null;
  const there = id === null ? null : findPerson(records, id);
  if (there === null || there.householdId !== first.householdId)
    return at(heads.slice(1), '一户只有一位户主，请改选与户主的关系。');
  return at(heads, `这一户的户主是${there.name}，请改选与${there.name}的关系。`);
}

function say(asked: readonly AskedStep[], names: readonly string[]): SagaSaying {
  const last = asked.at(-1);
  if (last !== undefined && !allows(last.answer)) {
    const why = last.answer.decision === 'REFUSE' ? '不能迁移' : '还缺情况';
    const who = names[asked.length - 1] ?? '';
    return { text: `${who}${why}：${whyStepStops(last.answer)}整件事不开始，一个人也不迁。`, gap: null };
  }
  return { text: `${names.join('、')}共 ${names.length} 人都可以迁移，参保关系和缴费不变。`, gap: null };
}

/**
 * 整户迁移: a household, or those of it who go, moves to another village, group or household number; one change of information
 * a member. The head goes first: a new household then has its head from its first day, and where the head may not move nobody has.
 */
export const householdMove: SagaKind = {
  title: '整户迁移',
  common: NEW_HOUSEHOLD,
  commonInitial: { householdNew: false, householdId: null, villageCode: null, group: null, address: null },
  prefill: (common, changed, records) => {
    if (changed === 'householdNew') return { ...common, householdId: null };
    return changed === 'householdId' ? fromHousehold(common, records) : common;
  },
  isFor: (person) => person.survival !== '2',
  begin: (person, household) =>
    headFirst(household.length === 0 ? [person] : household)
      .filter(({ survival }) => survival !== '2')
      .map((member) => ({
        matter: changeOf(member),
        fields: { personId: member.id, movesFrom: member.householdId },
      })),
  spread: (common, steps, newId) => {
    const isNew = common.householdNew === true;
    const householdId = isNew && common.householdId === null ? newHouseholdId(newId) : common.householdId;
    const target = Object.fromEntries(
      MOVE_FIELDS.filter((name) => name !== 'movesFrom').map((name) => [name, common[name] ?? null]),
    );
    return steps.map((step) => ({
      ...step,
      fields: { ...step.fields, ...target, householdId: householdId ?? null },
    }));
  },
  order: (steps: readonly TypedStep[]) => {
    const going = goingInOrder(steps);
    const first = (at: number) => Number(isHead(steps[at]?.fields ?? {}));
    return going.toSorted((a, b) => first(b) - first(a) || a - b);
  },
  together: headProblems,
  say,
  words: {
    about: (who) => `${who}一户的整户迁移`,
    halfDone:
      '前面办成的几步已经生效，同一户的人现在分在两处。请改后重办没办成的一步，或把已迁的人迁回原户。',
    takingBack: '正在把已迁的人迁回原户',
    takeBack: '恢复：迁回原户',
    reversing: (steps) => `将另办${steps}，把已迁的人迁回原户`,
    untouched: '各人仍在原户',
  },
};
