import type { Scheme } from '../../domain/enrolment';
import { MATTERS } from '../../domain/matter';
import type { Person } from '../../domain/person';
import { saySchemeChange } from '../../rules/saga';
import { goingInOrder, type SagaKind, type SagaStart } from './kind';

type Leave = 'EMP_PAUSE' | 'RES_PAUSE' | 'EMP_TERMINATE' | 'RES_TERMINATE';
type Join = 'EMP_REGISTER' | 'RES_REGISTER';

const isActive = (person: Person, scheme: Scheme): boolean =>
  person.enrolments.some((one) => one.scheme === scheme && one.status === 'ACTIVE');

/** 暂停 or 终止 in one scheme, then 参保 in the other: nobody is left without a relation. */
export function schemeChange(leave: Leave, join: Join): SagaKind {
  const scheme: Scheme = leave.startsWith('EMP') ? 'EMP' : 'RES';
  return {
    title: `联办：${MATTERS[leave]} → ${MATTERS[join]}`,
    common: [],
    commonInitial: {},
    prefill: (common) => common,
    isFor: (person) =>
      person.survival !== '2' &&
      isActive(person, scheme) &&
      !isActive(person, scheme === 'EMP' ? 'RES' : 'EMP'),
    begin: ({ id }): SagaStart[] => [
      { matter: leave, fields: { personId: id } },
      { matter: join, fields: { who: 'existing', personId: id } },
    ],
    spread: (_, steps) => steps,
    order: goingInOrder,
    together: () => null,
    say: saySchemeChange,
    words: {
      about: (who) => `${who}的联办`,
      halfDone:
        '前面办成的一步已经生效，此人现在可能没有参保关系。请改后重办没办成的一步，或恢复原来的参保关系。',
      takingBack: '正在恢复原来的参保关系',
      takeBack: '恢复原参保关系',
      reversing: (steps, who) => `将另办一笔${steps}，把${who}原来的参保关系接上`,
      untouched: '参保关系不变',
    },
  };
}
