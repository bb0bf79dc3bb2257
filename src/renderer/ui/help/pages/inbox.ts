import type { HelpPage } from '../helpPage';

export const inbox: HelpPage = {
  id: 'inbox',
  title: '待办',
  routes: ['/inbox'],
  folder: 'inbox',
  purpose: '平台退回的、有冲突的、没完成的联办，都在这里，每项写着发生了什么、能怎么办。',
  keys: [
    { key: 'Tab', does: '在各项的按钮之间移动' },
    { key: 'Enter', does: '按下按钮' },
  ],
  next: [
    '先读平台给的原因和条款。',
    '能改的“改后重办”；不该办的“放弃”，写明原因；需要告诉群众的打印告知书。',
    '有冲突的，对着两边的值选对的，写明为什么。',
  ],
  troubles: [
    { what: '看不懂平台的答复', remedy: '在“平台新答复”里写备注，导出后请县里补进词典。' },
    { what: '同一个人的后几笔都停着', remedy: '它们排在被退回的一笔后面，处理了前面的就继续。' },
  ],
};
