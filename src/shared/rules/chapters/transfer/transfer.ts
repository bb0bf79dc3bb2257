import { addDays } from '../../../domain/civilDate';
import type { Case, RelationFact } from '../../case';
import type { Question } from '../../kernel/rule';
import { type CaseTerm, parameter, periodsOf, relations, v } from '../facts';

// Transfer of the relation between pooling areas (R-TRN-01 to 06).

type S = 'EMP' | 'RES';
export const fromScheme = v.fact<S>(
  'request.fromScheme',
  '转出的制度',
  '从职工医保还是居民医保转出？',
  (c) => c.request.fromScheme,
);
export const toScheme = v.fact<S>(
  'request.toScheme',
  '转入的制度',
  '转入职工医保还是居民医保？',
  (c) => c.request.toScheme,
);
const origin = v.fact<string>(
  'request.originRegion',
  '转出地',
  '从哪里转出？',
  (c) => c.request.originRegion,
);
const here = v.fact<string>('region', '转入地', '转到哪里？', (c) => c.region);
const retired = v.fact<boolean>(
  'person.retired',
  '已享受职工退休人员待遇',
  '是否已享受职工医保退休待遇？',
  (c) => c.facts.person?.retired ?? (c.request.fromScheme === 'RES' ? false : undefined),
);

const EMP = v.constant<S>('EMP', '职工');
const RES = v.constant<S>('RES', '居民');
const fromEmp = v.is(fromScheme, EMP);
export const bothEmp = v.all(fromEmp, v.is(toScheme, EMP));
export const bothRes = v.all(v.is(fromScheme, RES), v.is(toScheme, RES));

const at = (text: string, scheme: CaseTerm<S>, place: CaseTerm<string>, test: (r: RelationFact) => boolean) =>
  v.holds(
    v.derived(text, [relations, scheme, place], (list, s, region) =>
      list.some((r) => r.scheme === s && r.region === region && test(r)),
    ),
  );
const originActive = at('转出地关系仍为正常参保', fromScheme, origin, (r) => r.status === 'ACTIVE');
const destinationActive = at('转入地关系为正常参保', toScheme, here, (r) => r.status === 'ACTIVE');

const ART2 = { document: 'CN-43-2021', article: '第二条' } as const;
const CASES = { document: 'CN-43-2021', article: '转移情形' } as const;

/** R-TRN-01: who may transfer. */
export const transferWho: Question<Case, 'may' | 'retiree'> = {
  id: 'transfer.who',
  ask: '是否属于转移接续的对象',
  rules: [
    {
      id: 'R-TRN-01',
      answer: 'may',
      when: v.always,
      cites: [ART2],
      clause: '职工（不含退休人员）和居民跨统筹地区流动的，可以转移接续。',
    },
    {
      id: 'R-TRN-01#retiree',
      answer: 'retiree',
      exceptionTo: 'R-TRN-01',
      when: v.all(v.holds(retired), v.not(v.holds(parameter<boolean>('transfer.retireesAllowed')))),
      cites: [ART2],
      clause: '已享受职工退休待遇的人员不转移。',
      finding: {
        code: 'RETIREE_NO_TRANSFER',
        severity: 'refuse',
        say: () => '本人已享受职工医保退休待遇，不能转移关系；可办理异地就医备案。',
      },
    },
  ],
};

const year = v.fact<number | null>(
  'request.year',
  '在转入地参保的年度',
  '在转入地参加了哪一年的居民医保？',
  (c) => c.request.year ?? null,
);
/** The last year that is paid at the place of origin. */
const originYear = v.fact<number>(
  'relations.paidUntil',
  '转出地居民医保缴到的年度',
  '转出地的居民医保缴到哪一年？',
  (c) => {
    const old = c.facts.relations?.filter((r) => r.scheme === 'RES' && r.region === c.request.originRegion);
    const until = old
      ?.map((r) => r.paidUntil)
      .filter((d) => d !== undefined)
      .sort()
      .at(-1);
    if (until !== undefined) return Number(until.slice(0, 4));
    const from = c.request.originRegion;
    const years = c.facts.payments
      ?.filter((p) => p.scheme === 'RES' && p.state === 'PAID' && (p.region ?? from) === from)
      .flatMap((p) => periodsOf(p).filter((y) => p.region === from || Number(y) !== c.request.year))
      .map(Number);
    if (years && years.length > 0) return Math.max(...years);
    // Still active there, it is paid for the year that runs.
    return old?.some((r) => r.status === 'ACTIVE') ? Number(c.on.slice(0, 4)) : undefined;
  },
  true,
);

const enrolledLater = v.holds(
  v.derived('转入地参保年度晚于转出地已缴年度', [year, originYear], (y, old) => y !== null && y > old),
);

/** R-TRN-02, 04: paused there, enrolled here? */
export const transferReady: Question<Case, 'ready' | 'no'> = {
  id: 'transfer.ready',
  ask: '转出地是否已暂停、转入地是否已参保',
  rules: [
    {
      id: 'R-TRN-02#ready',
      answer: 'ready',
      when: v.always,
      cites: [CASES],
      clause: '转出地已暂停、转入地已参保的，可以转移。',
    },
    {
      id: 'R-TRN-02#active',
      answer: 'no',
      exceptionTo: 'R-TRN-02#ready',
      when: originActive,
      cites: [CASES],
      clause: '转出地关系没有暂停的，不能转移。',
      finding: {
        code: 'ORIGIN_NOT_PAUSED',
        severity: 'refuse',
        say: (e) => `转出地（${e.value(origin)}）的关系仍为正常参保，请先在转出地办理暂停，再申请转移。`,
      },
    },
    {
      id: 'R-TRN-02#notEnrolled',
      answer: 'no',
      exceptionTo: 'R-TRN-02#ready',
      when: v.not(destinationActive),
      cites: [CASES],
      clause: '转入地还没有参保的，先参保再转移。',
      finding: {
        code: 'DESTINATION_NOT_ENROLLED',
        severity: 'refuse',
        say: () => '本人在本地还没有正常的参保关系，请先在本地参保登记，再申请转移。',
      },
    },
  ],
};

/** R-TRN-02, 04: employees must, who changes the scheme may. */
export const transferDuty: Question<Case, 'must' | 'may'> = {
  id: 'transfer.duty',
  ask: '应当转移还是可以转移',
  rules: [
    {
      id: 'R-TRN-04',
      answer: 'may',
      when: v.always,
      cites: [CASES],
      clause: '跨统筹地区在职工与居民之间转换，转出地已暂停、转入地已参保的，可以申请转移。',
      finding: {
        code: 'TRANSFER_ALLOWED',
        severity: 'info',
        say: () => '原参保地已暂停、本地已参保，可以办理医保关系转移。',
      },
    },
    {
      id: 'R-TRN-02',
      answer: 'must',
      exceptionTo: 'R-TRN-04',
      when: bothEmp,
      cites: [CASES],
      clause: '职工跨统筹地区就业，转出地已暂停、转入地已参保的，应当申请转移。',
      finding: {
        code: 'TRANSFER_REQUIRED',
        severity: 'info',
        say: () => '原参保地已暂停、本地已参保，应当办理职工医保关系转移。',
      },
    },
  ],
};

/** R-TRN-03: residents, not in the current year. */
export const transferResident: Question<Case, 'may' | 'no'> = {
  id: 'transfer.resident',
  ask: '居民现在能否转移',
  rules: [
    {
      id: 'R-TRN-03',
      answer: 'may',
      when: v.always,
      cites: [CASES],
      clause: '居民在转入地参加次年居民医保后，可以申请转移，自该年度起。',
      finding: {
        code: 'TRANSFER_ALLOWED',
        severity: 'info',
        say: (e) => `已在本地参加 ${e.value(year) ?? ''} 年度居民医保，可以转移，自该年度首日起。`,
      },
    },
    {
      id: 'R-TRN-03#sameYear',
      answer: 'no',
      exceptionTo: 'R-TRN-03',
      when: v.all(v.not(enrolledLater), v.not(v.holds(parameter<boolean>('transfer.residentSameYear')))),
      cites: [CASES],
      clause: '居民跨统筹地区流动的，当年不转移，继续享受原地待遇。',
      finding: {
        code: 'RES_NO_TRANSFER_THIS_YEAR',
        severity: 'refuse',
        say: (e) =>
          `${e.value(originYear)} 年度已在原地缴费，当年不转移，继续享受原地待遇；在本地参加下一年度居民医保后再申请。`,
      },
    },
  ],
};

/** First day of a resident's transfer: that of the year enrolled here. */
export const residentFrom = v.derived('转移生效年度', [year], (y) => (y === null ? null : `${y}-01-01`));

interface Calendar {
  readonly off: readonly string[];
  readonly work: readonly string[];
}
/** The n-th working day after a day; Saturdays and Sundays are none unless they are worked on. */
export function workingDaysAfter(day: string, n: number, calendar: Calendar): string {
  let current = day;
  for (let left = n; left > 0; ) {
    current = addDays(current, 1);
    const weekday = (Date.parse(`${current}T00:00:00Z`) / 86_400_000 + 4) % 7;
    const rests =
      (weekday === 0 || weekday === 6 || calendar.off.includes(current)) && !calendar.work.includes(current);
    if (!rests) left--;
  }
  return current;
}
const acceptedOn = v.fact<string>(
  'request.acceptedOn',
  '受理日',
  '哪一天受理？',
  (c) => c.request.acceptedOn ?? c.on,
);
const calendar = parameter<Calendar>('calendar.holidays');
/** R-TRN-05. */
export const originLastDay = v.derived(
  '转出地办结期限',
  [acceptedOn, parameter<number>('transfer.originWorkingDays'), calendar],
  workingDaysAfter,
);
export const destinationLastDay = v.derived(
  '转入地办结期限',
  [originLastDay, parameter<number>('transfer.destinationWorkingDays'), calendar],
  workingDaysAfter,
);

/** The giver's balance of mutual aid is the balance of the same account. */
export const accountBalance = v.fact<number>(
  'accountFen',
  '个人账户余额',
  '个人账户余额是多少？',
  (c) => c.facts.accountFen ?? c.facts.mutualAid?.balanceFen,
  true,
);

const doubled = v.derived(
  '两地重复缴费的月份',
  [relations, fromScheme, toScheme, origin, here],
  (list, a, b, from, to) => {
    const old = list.find((r) => r.scheme === a && r.region === from);
    const now = list.find((r) => r.scheme === b && r.region === to);
    return old?.paidUntil !== undefined && now?.paidFrom !== undefined && now.paidFrom <= old.paidUntil;
  },
);
/** R-TRN-05, 06: what moves, in what time, and what is not counted twice. */
export const transferMoves: Question<Case, 'once' | 'plain'> = {
  id: 'transfer.moves',
  ask: '转移时有没有重复的年限',
  rules: [
    {
      id: 'R-TRN-05',
      answer: 'plain',
      when: v.always,
      cites: [{ document: 'CN-43-2021', article: '办理时限' }],
      clause: '转出地 10 个工作日、转入地 5 个工作日内办结。',
      finding: {
        code: 'TRANSFER_TIMES',
        severity: 'info',
        say: (e) =>
          `转出地应在 ${e.value(originLastDay)} 前、转入地应在 ${e.value(destinationLastDay)} 前办结（均含当日）。`,
      },
    },
    {
      id: 'R-TRN-06',
      answer: 'once',
      exceptionTo: 'R-TRN-05',
      when: v.holds(doubled),
      cites: [{ document: 'CN-43-2021', article: '办理时限' }],
      clause: '个人账户余额随同转移，两地重复的缴费年限只计一次。',
      finding: {
        code: 'MONTHS_COUNTED_ONCE',
        severity: 'info',
        say: () => '两地有重复缴费的月份，年限只计一次，待遇不重复享受。',
      },
    },
  ],
};
