import type { Operation } from '../domain/operation';
import type { LessonCode, PracticeCast, PracticePerson, PracticeTrouble } from './practice';

/** An operation accepted since the lesson began, and what became of it. */
export interface PracticeOperation {
  readonly operation: Operation;
  /** `settled`: it was refused or in conflict, and the clerk has dealt with it. */
  readonly outcome: 'pending' | 'applied' | 'refused' | 'conflict' | 'settled' | 'withdrawn';
}

/** What is really so: read from journal, delivery and line, never from what somebody clicked. */
export interface PracticeFacts {
  readonly lineIsCut: boolean;
  readonly online: boolean;
  readonly powerCutIsSet: boolean;
  /** The program was ended by a practised power cut since the lesson began. */
  readonly powerWasCut: boolean;
  readonly operations: readonly PracticeOperation[];
}

interface Step {
  text(person: PracticePerson): string;
  readonly trouble?: PracticeTrouble;
  reached(facts: PracticeFacts, person: PracticePerson): boolean;
}

/** One lesson (课): a goal in a clerk's words, steps that are checked, and what was learnt. */
export interface Lesson {
  readonly code: LessonCode;
  readonly title: string;
  readonly goal: string;
  readonly cast: keyof PracticeCast;
  readonly steps: readonly Step[];
  readonly learnt: string;
}

const about = ({ operations }: PracticeFacts, person: PracticePerson): PracticeOperation[] =>
  operations.filter(
    ({ operation: { subjects, body } }) =>
      body.certNo === person.certNo || subjects.some(({ kind, id }) => kind === 'person' && id === person.id),
  );
const has = (facts: PracticeFacts, person: PracticePerson, ...outcomes: PracticeOperation['outcome'][]) =>
  about(facts, person).some(({ outcome }) => outcomes.includes(outcome));
const accepted = (facts: PracticeFacts, person: PracticePerson): boolean =>
  about(facts, person).some(({ outcome }) => outcome !== 'withdrawn');
const allDelivered = (facts: PracticeFacts, person: PracticePerson): boolean =>
  has(facts, person, 'applied', 'settled') &&
  !has(facts, person, 'pending', 'refused', 'conflict') &&
  facts.online;

/** The invented county of the practice village: who comes new is registered there, or could not be insured there (R-RES-01). */
const HOME = '220199';

const find = ({ name, certNo }: PracticePerson): string => `按 Ctrl+K，输入 ${certNo}，回车打开${name}`;
const enrolOnFile = (person: PracticePerson): string =>
  `${find(person)}，回车开始“居民参保登记”，看右侧结论是“可办理”，按 F9 受理。`;
const enrolNewcomer = ({ name, certNo, householdId }: PracticePerson): string =>
  `按 F2，输入 jmcb 选“居民参保登记”，办理对象选“新建人员”：证件号码 ${certNo}，姓名 ${name}，户号 ${householdId}，与户主关系“其他”，户籍地区划代码 ${HOME}。右侧要写理由的写上，按 F9 受理。`;
const confirmed: Step = {
  text: () => '等平台确认：顶栏“待上传”消失，“同步”页上这一笔是“已确认”。',
  reached: (facts, person) => has(facts, person, 'applied'),
};
const cut: Step = {
  text: () => '把网络断开。练习平台会真的停下来，等顶栏写“离线”。',
  trouble: 'cut',
  reached: ({ lineIsCut, online }) => lineIsCut && !online,
};
const settled: Step = {
  text: ({ name }) =>
    `到“待办”看${name}这一笔：读平台给的理由和条款，需要时打印一次性告知书，最后按“放弃这笔业务”并写明原因。`,
  reached: (facts, person) => has(facts, person, 'settled'),
};
const refusedByPlatform: Step = {
  text: () => '等平台答复。本机的资料里没有此人，结论要由平台定：顶栏出现“需处理”。',
  reached: (facts, person) => has(facts, person, 'refused', 'settled'),
};

export const LESSONS: readonly Lesson[] = [
  {
    code: 'enrol',
    title: '普通参保登记',
    goal: '给一位在册居民办明年的参保登记，直到平台确认。',
    cast: 'adults',
    steps: [{ text: enrolOnFile, reached: accepted }, confirmed],
    learnt:
      '窗口写“已保存”，这笔业务就在本机流水账里，关机、断电也丢不了；平台确认后才算办结，回执上的状态随之改变。',
  },
  {
    code: 'offline',
    title: '断网受理与恢复',
    goal: '断网时照常受理，网络恢复后看它自己传上去。',
    cast: 'adults',
    steps: [
      cut,
      {
        text: (person) => `网络断着，照常办理：${enrolOnFile(person)}`,
        reached: (facts, person) => facts.lineIsCut && has(facts, person, 'pending'),
      },
      {
        text: () => '恢复网络，等顶栏写“在线”。',
        trouble: 'restore',
        reached: ({ lineIsCut, online }) => !lineIsCut && online,
      },
      confirmed,
    ],
    learnt:
      '断网不影响受理：业务按顺序排着，线路一通自动上传，每笔平台只收一次。断网时给群众的是本机受理回执。',
  },
  {
    code: 'refused',
    title: '平台退回',
    goal: '受理一位新来的人，平台因为本机不知道的情况退回来，把它处理掉。',
    cast: 'employedElsewhere',
    steps: [{ text: enrolNewcomer, reached: accepted }, refusedByPlatform, settled],
    learnt:
      '本机结论只依据本机资料，此人在外乡镇参加着职工医保只有平台知道。退回的业务不会丢，在“待办”里有理由、条款和下一步；一人退回不耽误别人。',
  },
  {
    code: 'conflict',
    title: '冲突处理',
    goal: '断网期间县里也改了同一个人的电话，恢复后在两个号码里选对的。',
    cast: 'toChange',
    steps: [
      cut,
      {
        text: (person) => `${find(person)}，选“居民信息变更”，把联系电话改成 15400990002，按 F9 受理。`,
        reached: (facts, person) => has(facts, person, 'pending'),
      },
      {
        text: ({ name }) =>
          `恢复网络。这期间县经办机构已经把${name}的电话改成另一个号码，等顶栏出现“需处理”。`,
        trouble: 'county',
        reached: (facts, person) => has(facts, person, 'conflict', 'settled'),
      },
      {
        text: () => '到“待办”打开这项冲突：两边的号码并排着，选对的那个，写明为什么，按“按所选的保存”。',
        reached: (facts, person) => has(facts, person, 'settled'),
      },
      {
        text: () => '等处理结果传到平台。',
        reached: allDelivered,
      },
    ],
    learnt: '同一栏被两边改过时，平台不替人作主，也不覆盖：两边的值都留着，由经办人问清本人再选。',
  },
  {
    code: 'powerCut',
    title: '断电后找回',
    goal: '刚受理就断电，重新开机后确认业务还在。',
    cast: 'adults',
    steps: [
      {
        text: () => '安排一次断电：下一次受理写进本机流水账后，程序立刻被掐断，来不及显示“已保存”。',
        trouble: 'powerCut',
        reached: ({ powerCutIsSet, powerWasCut }) => powerCutIsSet || powerWasCut,
      },
      {
        text: (person) =>
          `${enrolOnFile(person)}窗口会突然消失，和真断电一样。再打开参保台（会回到练习），在“同步”页找到这一笔。`,
        reached: (facts, person) => facts.powerWasCut && accepted(facts, person),
      },
      confirmed,
    ],
    learnt:
      '写进流水账就是受理了，哪怕窗口还没来得及说。断电后先看“同步”页有没有这一笔，有就不要重办，它会自己上传。',
  },
  {
    code: 'duplicate',
    title: '重复参保',
    goal: '受理一位已在外县缴过费的人，看平台怎样发现重复参保。',
    cast: 'residentsElsewhere',
    steps: [{ text: enrolNewcomer, reached: accepted }, refusedByPlatform, settled],
    learnt: '同一个人不能在两地参保。先请本人决定保留哪一边，需要转到本地的，先办清外县的关系再来登记。',
  },
];

export const lessonOf = (code: LessonCode): Lesson => {
  const lesson = LESSONS.find((one) => one.code === code);
  if (lesson === undefined) throw new TypeError(`no lesson ${code}`);
  return lesson;
};

/**
 * How many steps of the lesson are reached now, given how many were before: a step once reached stays so (the line comes up again),
 * and none counts before the one ahead of it.
 */
export function reachedIn(
  lesson: Lesson,
  before: number,
  facts: PracticeFacts,
  person: PracticePerson,
): number {
  let reached = before;
  while (lesson.steps[reached]?.reached(facts, person)) reached += 1;
  return reached;
}
