import type { HelpPage } from '../helpPage';

export const locked: HelpPage = {
  id: 'locked',
  title: '锁屏（练习）',
  routes: [],
  phases: ['locked'],
  folder: null,
  purpose: '窗口锁着，屏幕上没有任何人的信息；待上传的业务继续上传。',
  keys: [{ key: 'Enter', does: '解锁' }],
  next: ['按“解锁”，或换一名经办人登录。'],
  troubles: [{ what: '不是自己的名字', remedy: '点自己的名字登录，之后的业务记在你名下。' }],
};
