import { addToMonth, monthOf, yearOf } from '../domain/civilDate';
import type { MatterCode } from '../domain/matter';
import type { Person } from '../domain/person';
import type { Village } from '../domain/region';
import type { Unit } from '../domain/unit';
import type { Json } from '../json';
import { amountOf } from '../matters/answerRead';
import { baseIn, relationWith } from '../matters/baseDeclaration';
import { currentEnrolment } from '../matters/enrolments';
import { caseOf } from '../matters/facts';
import type { MatterContext } from '../matters/matter';
import { decide } from '../rules/decide';
import { cycleOf } from '../units/staff';
import type { ColumnKey } from './columns';
import { type Fault, sameName } from './rowReader';
import { agrees, type Wish, type WrittenPerson } from './wish';

/** One operation that a row becomes: a matter with the fields of its form, as a clerk would type them. */
export interface RowStep {
  readonly matter: MatterCode;
  readonly fields: Readonly<Record<string, Json>>;
}

/** What becomes of a wish on the records as they are: operations, nothing because it is so already, or why not. */
export type RowPlan =
  | { readonly steps: readonly RowStep[] }
  | { readonly skip: string }
  | { readonly faults: readonly Fault[] };

/** What is known of people and places where the file is read. */
export interface BatchWorld {
  readonly unit: Unit;
  readonly context: MatterContext;
  personsByNumber(certNo: string): readonly Person[];
  villages(): readonly Village[];
}

const fault = (column: ColumnKey | null, text: string): { faults: readonly Fault[] } => ({
  faults: [{ column, text }],
});
/** The person on file that the row is about; null where nobody has the number. */
function onFile(
  who: WrittenPerson,
  world: BatchWorld,
): { person: Person | null } | { faults: readonly Fault[] } {
  const found = world.personsByNumber(who.certNo);
  if (found.length > 1) return fault('certNo', '本机档案中有多人使用这个证件号码，请先在窗口清理重复档案。');
  const [person] = found;
  if (person === undefined) return { person: null };
  if (!sameName(person.name, who.name))
    return fault(
      'name',
      `证件号码在档案中是另一个姓名（${person.name}），请核对姓名和号码，或先办信息变更。`,
    );
  if (who.birth !== null && !agrees(who.birth, person.birthDate))
    return fault('birthDate', `出生日期与档案（${person.birthDate}）不符，请核对。`);
  return { person };
}

/** The place of somebody who is on no file: as written, else the unit's own seat with a household of their own (集体户). */
function placeOf(who: WrittenPerson, world: BatchWorld): Record<string, Json> | { faults: readonly Fault[] } {
  const known = world.villages();
  const village =
    who.village === null
      ? known.find(({ id }) => id === world.unit.villageCode)
      : known.find(({ id, name }) => id === who.village || name === who.village);
  if (village === undefined)
    return who.village === null
      ? fault(null, '单位所在的村（居）不在本辖区，新建人员请在窗口办理。')
      : fault('village', `本辖区没有村（居）“${who.village.slice(0, 30)}”，请核对名称。`);
  const group =
    who.group === null
      ? 1
      : village.groups.findIndex((label, i) => label === who.group || String(i + 1) === who.group) + 1;
  if (group === 0) return fault('group', `${village.name}没有社（组）“${who.group?.slice(0, 20)}”，请核对。`);
  const joins = who.householdId !== null;
  return {
    householdNew: !joins,
    householdId: who.householdId,
    villageCode: village.id,
    group,
    address: joins ? null : (world.unit.address ?? `${world.unit.name}（集体户）`.slice(0, 200)),
    relation: who.relation ?? (joins ? '99' : '02'),
    hukouRegion: who.hukou !== null && /^\d{6}$/.test(who.hukou) ? who.hukou : null,
    residencePermit: false,
  };
}

/** `personId` null: somebody new. */
function registerSteps(
  wish: Extract<Wish, { kind: 'register' }>,
  person: Person | null,
  world: BatchWorld,
): RowPlan {
  const { who, hireDate } = wish;
  const { unit, context } = world;
  const here = person === null ? null : relationWith(person, unit.id);
  const isHere = here?.status === 'ACTIVE';
  const firstPeriod = addToMonth(monthOf(context.day), 1);
  const common = { empNo: unit.id, hireDate, firstPeriod, phone: who.phone };
  let register: RowStep[] = [];
  if (person !== null) {
    const fields = { ...common, phone: who.phone ?? person.phone, who: 'existing', personId: person.id };
    if (!isHere) register = [{ matter: 'EMP_REGISTER', fields }];
  } else {
    const place = placeOf(who, world);
    if ('faults' in place) return place as { faults: readonly Fault[] };
    if (who.birth === null || who.birth.precision !== 'day')
      return fault('birthDate', '新建人员要有完整的出生日期，请补上。');
    register = [
      {
        matter: 'EMP_REGISTER',
        fields: {
          ...common,
          who: 'new',
          certType: who.certType,
          certNo: who.certNo,
          name: who.name,
          sex: who.sex,
          birthDate: who.birth.date,
          nation: who.nation ?? '01',
          nationality: 'CHN',
          ...place,
        },
      },
    ];
  }
  if (wish.wageFen === null)
    return register.length > 0 ? { steps: register } : { skip: '已在本单位正常参保，没有要改的。' };
  const cycle = cycleOf(monthOf(isHere ? here.from : hireDate), context);
  const standing = isHere ? baseIn(here, cycle) : null;
  if (standing !== null) {
    const wanted = baseFrom({ cycle, firstWageFen: wish.wageFen }, context);
    if (standing.baseFen === wanted) return { skip: `已在本单位正常参保，${cycle} 执行年度的基数也已申报。` };
    return fault(
      'wage',
      `已在本单位正常参保，${cycle} 执行年度的基数已申报为 ${yuan(standing.baseFen)} 元，与本行工资不同；要改的请用缴费工资申报表。`,
    );
  }
  const declare: RowStep = {
    matter: 'BASE_DECLARATION',
    fields: {
      personId: person?.id ?? null,
      empNo: unit.id,
      cycle,
      basis: 'FIRST_WAGE',
      wagesFen: null,
      months: null,
      firstWageFen: wish.wageFen,
    },
  };
  return { steps: [...register, declare] };
}

function pauseSteps(
  wish: Extract<Wish, { kind: 'pause' }>,
  person: Person,
  { unit, context }: BatchWorld,
): RowPlan {
  const here = relationWith(person, unit.id);
  if (here === null) {
    const current = currentEnrolment(person, 'EMP');
    const why = current === null || current.status === 'TERMINATED' ? '没有职工参保关系' : '是在别的单位参保';
    return fault('certNo', `${person.name}${why}，本单位不能为其办理暂停，请核对。`);
  }
  if (here.status === 'PAUSED') return { skip: `已于 ${here.statusFrom} 暂停参保。` };
  if (wish.effectiveOn > context.day)
    return fault('endDate', `终止合同时间 ${wish.effectiveOn} 晚于办理日 ${context.day}，到期后再办。`);
  return {
    steps: [
      {
        matter: 'EMP_PAUSE',
        fields: { personId: person.id, reason: wish.reason, effectiveOn: wish.effectiveOn, note: null },
      },
    ],
  };
}

function baseSteps(wish: Extract<Wish, { kind: 'base' }>, person: Person, world: BatchWorld): RowPlan {
  const { unit, context } = world;
  const here = relationWith(person, unit.id);
  if (here === null || here.status !== 'ACTIVE')
    return fault('certNo', `${person.name}没有在本单位正常参保，不能由本单位申报基数，请核对。`);
  const cycle = wish.from === null ? yearOf(context.day) : cycleOf(wish.from, context);
  const standing = baseIn(here, cycle);
  // A year's wages as twelve times the monthly average that the table declares.
  const fields = {
    personId: person.id,
    empNo: unit.id,
    cycle,
    basis: 'WAGES',
    wagesFen: wish.wageFen * 12,
    months: 12,
    firstWageFen: null,
  };
  if (
    standing?.from === 'WAGES' &&
    standing.baseFen === baseFrom({ cycle, wagesFen: fields.wagesFen }, context)
  )
    return { skip: `${cycle} 执行年度的基数已经是 ${yuan(standing.baseFen)} 元。` };
  return { steps: [{ matter: 'BASE_DECLARATION', fields }] };
}

/** The base that the rules make of what is declared, fen; null while they cannot say. */
function baseFrom(
  of: { cycle: number; wagesFen: number } | { cycle: number; firstWageFen: number },
  context: MatterContext,
): number | null {
  const { cycle } = of;
  const wages = 'wagesFen' in of ? [{ year: cycle - 1, totalFen: of.wagesFen, months: 12 }] : [];
  const ask = caseOf(
    'BASE_DECLARATION',
    `base:${cycle}`,
    context,
    { wages },
    { cycle, declared: true, ...('firstWageFen' in of ? { firstWageFen: of.firstWageFen } : {}) },
  );
  return amountOf(decide(ask), 'base');
}

const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** Plans a row: what it comes to on the records, before the law is asked. */
export function planRow(wish: Wish, world: BatchWorld): RowPlan {
  const found = onFile(wish.who, world);
  if ('faults' in found) return found;
  const { person } = found;
  if (wish.kind === 'register') return registerSteps(wish, person, world);
  if (person === null)
    return fault('certNo', '本机档案中没有这个证件号码，请核对；人员在外地的请联系参保地。');
  return wish.kind === 'pause' ? pauseSteps(wish, person, world) : baseSteps(wish, person, world);
}
