import type { HelpPage } from '../helpPage';

export const review: HelpPage = {
  id: 'review',
  title: '复核',
  routes: ['/inbox/review'],
  folder: 'inbox',
  purpose: '别人录入的业务由另一名经办人复核：看清楚再同意，或退回。',
  keys: [
    { key: 'F9', does: '复核通过' },
    { key: 'F8', does: '退回' },
    { key: '↑ ↓', does: '在列表里选' },
  ],
  next: ['核对证件、材料和表单内容。', '没有问题按 F9；有问题按 F8，写明哪里不对。'],
  troubles: [
    { what: '按钮是灰的', remedy: '自己录入的不能自己复核，请换一名经办人登录。' },
    { what: '列表是空的', remedy: '没有要复核的；其他终端送来的要点一下才去平台取。' },
  ],
};
