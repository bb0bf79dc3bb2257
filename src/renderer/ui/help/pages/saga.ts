import type { HelpPage } from '../helpPage';

export const saga: HelpPage = {
  id: 'saga',
  title: '联办',
  routes: ['/saga/:draftId'],
  folder: 'saga',
  purpose: '一件事要分几步办的（如停职工转居民、整户迁移），一起填、一起受理，不会只办一半。',
  keys: [
    { key: 'F9', does: '各步一起受理' },
    { key: 'Ctrl+S', does: '暂存草稿' },
    { key: 'Enter', does: '到下一栏；列表打开时是选中' },
  ],
  next: [
    '按顺序填各步；不用办的一步可以去掉。',
    '右侧对整件事给结论，任何一步不能办就都不受理。',
    '按 F9 后，各步依次上传；中途有一步被退回的，“待办”里会提醒怎样处理。',
  ],
  troubles: [
    { what: '有一步不能办', remedy: '先解决那一步，或把它去掉，只办其余的。' },
    { what: '办到一半停住了', remedy: '看“待办”的未完成联办：可以继续，也可以恢复原状。' },
  ],
};
