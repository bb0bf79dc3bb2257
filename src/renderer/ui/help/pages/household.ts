import type { HelpPage } from '../helpPage';

export const household: HelpPage = {
  id: 'household',
  title: '户',
  routes: ['/households/:householdId'],
  folder: 'household',
  purpose: '一户人的参保情况放在一起，逐个给出下一步。',
  keys: [{ key: '1–9', does: '直接开始对应那位成员的下一步' }],
  next: ['从没有参保的成员开始，按他行前的数字键。', '办完回到这里，接着办下一位。'],
  troubles: [
    { what: '户主写“没有登记”', remedy: '平台没有这户的户主资料，请用信息变更补上。' },
    { what: '成员少了人', remedy: '可能在别的户号下，按 Ctrl+K 查他本人。' },
  ],
};
