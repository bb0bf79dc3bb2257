import { addMonths, yearOf } from '../../../domain/civilDate';
import type { Case } from '../../case';
import type { Evaluation } from '../../kernel/evaluate';
import type { Question } from '../../kernel/rule';
import { paidOn, parameter, v, year, yearEnd } from '../facts';
import { beforeLaunch, beforeLaunchYear, isLaunchYear, launch, windowFirst, windowLast } from './terms';

// 宣传提纲第八问: when to pay, and when benefits begin.

const cites = [{ document: 'FJ-TN-2008', article: '第八问' }] as const;
const nextMonth = parameter<string>('tn.launchBenefitStart');
/** The first day of the month after joining. */
export const launchBenefit = v.derived('参保次月首日', [paidOn, nextMonth], (day) =>
  addMonths(`${day.slice(0, 7)}-01`, 1),
);
/** What somebody gets who comes back after a stop: the leaflet does not say. */
export const returnRule = parameter<string>('tn.returnAfterStop');

const beyondYear = v.derived('次月已属下一年度', [launchBenefit, year], (day, y) => yearOf(day) > y);

/** R-TN-08: has the scheme begun? */
export const launched: Question<Case, 'yes' | 'no'> = {
  id: 'taining.launched',
  ask: '城镇居民医保是否已经启动',
  rules: [
    { id: 'R-TN-08#launched', answer: 'yes', when: v.always, cites, clause: '启动以后办理。' },
    {
      id: 'R-TN-08#before',
      answer: 'no',
      exceptionTo: 'R-TN-08#launched',
      when: v.any(beforeLaunch, beforeLaunchYear),
      cites,
      clause: '启动以前不办理。',
      finding: {
        code: 'TN_NOT_LAUNCHED',
        severity: 'refuse',
        say: (e) => `城镇居民医保从 ${e.value(launch)} 起启动，此前的日期或年度不能办理。`,
      },
    },
  ],
};

const stopped = (e: Evaluation<Case>): string =>
  `${e.value(year)} 年度的缴费期已过，视同停保；再次参保的待遇按超过启动期参保的规定，宣传提纲没有写明，请向县经办机构核实。`;

/** R-TN-06 to R-TN-08: is the payment in time for the year? */
export const paidInTime: Question<Case, 'inTime' | 'launch' | 'tooLate' | 'early' | 'stopped'> = {
  id: 'taining.window',
  ask: '缴费是否在规定时间内',
  rules: [
    {
      id: 'R-TN-08',
      answer: 'launch',
      when: isLaunchYear,
      cites,
      clause: '启动年度参保的，从参保次月起享受待遇。',
      finding: {
        code: 'TN_LAUNCH',
        severity: 'info',
        say: (e) => `启动年度参保，从参保次月 ${e.value(launchBenefit)} 起享受待遇。`,
      },
    },
    {
      id: 'R-TN-08#december',
      answer: 'tooLate',
      exceptionTo: 'R-TN-08',
      when: v.all(isLaunchYear, v.holds(beyondYear), v.notAfter(paidOn, yearEnd)),
      cites,
      clause: '启动年度 12 月参保的，次月已是下一年度，本年度没有可享受的待遇。',
      finding: {
        code: 'TN_NO_COVER_LEFT',
        severity: 'warn',
        say: (e) => `现在参加 ${e.value(year)} 年度，次月起已是下一年度，本年度享受不到待遇，请向本人说明。`,
      },
    },
    {
      id: 'R-TN-07#launchYear',
      answer: 'stopped',
      exceptionTo: 'R-TN-08',
      when: v.all(isLaunchYear, v.after(paidOn, yearEnd)),
      cites,
      clause: '启动年度过完才参加该年度的，视同停保。',
      finding: { code: 'TN_STOPPED', severity: 'warn', say: stopped },
    },
    {
      id: 'R-TN-06',
      answer: 'inTime',
      when: v.all(v.notBefore(paidOn, windowFirst), v.notAfter(paidOn, windowLast)),
      cites,
      clause: '每年 10 月 8 日至 12 月 10 日（含两端）一次缴清下一年度的医保费。',
    },
    {
      id: 'R-TN-06#early',
      answer: 'early',
      when: v.before(paidOn, windowFirst),
      cites,
      clause: '缴费期开始以前，下一年度的费还不能缴。',
      finding: {
        code: 'TN_WINDOW_NOT_OPEN',
        severity: 'refuse',
        say: (e) =>
          `${e.value(year)} 年度的缴费期从 ${e.value(windowFirst)} 开始，现在还没有开始，请到时再来缴费。`,
      },
    },
    {
      id: 'R-TN-07',
      answer: 'stopped',
      when: v.all(v.not(isLaunchYear), v.after(paidOn, windowLast)),
      cites,
      clause: '没有在规定时间内缴费的视同停保；再次参保的，待遇与超过启动期参保的人相同。',
      finding: { code: 'TN_STOPPED', severity: 'warn', say: stopped },
    },
  ],
};

/** R-TN-12: nobody is examined. */
export const openToAll: Question<Case, 'yes'> = {
  id: 'taining.health',
  ask: '是否因健康状况不予参保',
  rules: [
    {
      id: 'R-TN-12',
      answer: 'yes',
      when: v.always,
      cites: [{ document: 'FJ-TN-2008', article: '第三问' }],
      clause: '不需健康体检，住院不分病种；不得因健康状况拒绝参保。保险年度为日历年度。',
      finding: {
        code: 'TN_NO_HEALTH_CHECK',
        severity: 'info',
        say: () => '参保不需要体检，有病也可以参加，住院不分病种。',
      },
    },
  ],
};
