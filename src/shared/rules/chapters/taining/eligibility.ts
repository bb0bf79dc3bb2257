import type { Case } from '../../case';
import type { Question } from '../../kernel/rule';
import { v } from '../facts';
import {
  adultAge,
  age,
  elder,
  employed,
  insuredAsEmployee,
  localUrbanHukou,
  pupil,
  ruralCooperative,
} from './terms';

// 宣传提纲第四问: who may join.

const cites = [{ document: 'FJ-TN-2008', article: '第四问' }] as const;
const localElder = v.all(v.holds(localUrbanHukou), elder);

/** R-TN-03: whoever is employed belongs to the employees' scheme; the elderly only where they are in it. */
export const employedPerson: Question<Case, 'no' | 'yes'> = {
  id: 'taining.employed',
  ask: '是否应当参加职工医保',
  rules: [
    {
      id: 'R-TN-03#free',
      answer: 'no',
      when: v.always,
      cites,
      clause: '没有就业、不在职工医保的，可以自愿参加居民医保。',
    },
    {
      id: 'R-TN-03',
      answer: 'yes',
      exceptionTo: 'R-TN-03#free',
      when: v.any(v.holds(insuredAsEmployee), v.all(v.holds(employed), v.not(elder))),
      cites,
      clause: '非从业人员一旦就业，应当参加职工医保，居民医保不再续办。',
      finding: {
        code: 'TN_EMPLOYED',
        severity: 'refuse',
        say: () => '本人已经就业或已参加职工医保，应当参加职工医保，不能办理居民医保。',
      },
    },
  ],
};

/** R-TN-01: the four groups; the first two are adults, the other two minors. */
export const feeGroup: Question<Case, 'ADULT' | 'MINOR' | 'NONE'> = {
  id: 'taining.group',
  ask: '属于哪一类参保对象',
  rules: [
    {
      id: 'R-TN-01',
      answer: 'NONE',
      when: v.all(v.not(v.holds(localUrbanHukou)), v.not(v.holds(pupil))),
      cites,
      clause: '既没有本县城镇居民户籍，又不是本县在校学生的，不能参加。',
      finding: {
        code: 'TN_NOT_ELIGIBLE',
        severity: 'refuse',
        say: () => '本人没有本县城镇居民户籍，也不是本县在校学生，不属于参保对象。',
      },
    },
    {
      id: 'R-TN-01#elder',
      answer: 'ADULT',
      when: localElder,
      cites,
      clause: '本县城镇户籍，男满60周岁、女满55周岁的老年人，按成年人。',
    },
    {
      id: 'R-TN-01#adult',
      answer: 'ADULT',
      when: v.all(v.holds(localUrbanHukou), v.atLeast(age, adultAge), v.not(v.holds(pupil))),
      cites,
      clause: '本县城镇户籍，满18周岁的劳动年龄内非从业人员，按成年人。',
    },
    {
      id: 'R-TN-01#child',
      answer: 'MINOR',
      when: v.all(v.holds(localUrbanHukou), v.less(age, adultAge)),
      cites,
      clause: '本县城镇户籍，不满18周岁的非在校学生、学龄前儿童，按未成年人。',
    },
    {
      id: 'R-TN-01#pupil',
      answer: 'MINOR',
      when: v.all(v.holds(pupil), v.not(localElder)),
      cites,
      clause: '本县中小学、职业高中、中专、技校在校学生，不论户籍和年龄，按未成年人。',
    },
  ],
};

/** R-TN-02: a member of the rural scheme chooses one of the two. */
export const oneScheme: Question<Case, 'free' | 'leaves' | 'both'> = {
  id: 'taining.rural',
  ask: '是否同时参加新农合',
  rules: [
    {
      id: 'R-TN-02#free',
      answer: 'free',
      when: v.is<string>(ruralCooperative, v.constant('NONE', '未参加')),
      cites,
      clause: '没有参加新农合的，直接参加居民医保。',
    },
    {
      id: 'R-TN-02#leaves',
      answer: 'leaves',
      when: v.is<string>(ruralCooperative, v.constant('LEAVES', '转出')),
      cites,
      clause: '已参加新农合的，可以转为参加居民医保。',
      finding: {
        code: 'TN_LEAVES_RURAL',
        severity: 'info',
        say: () => '本人选择参加居民医保，新农合不再参加。',
      },
    },
    {
      id: 'R-TN-02',
      answer: 'both',
      when: v.is<string>(ruralCooperative, v.constant('STAYS', '继续参加')),
      cites,
      clause: '继续参加新农合的，不能同时参加居民医保。',
      finding: {
        code: 'TN_BOTH_SCHEMES',
        severity: 'refuse',
        say: () => '本人继续参加新农合，不能同时参加居民医保；要参加居民医保的，请先退出新农合。',
      },
    },
  ],
};
