import type { HelpPage } from '../helpPage';

export const returns: HelpPage = {
  id: 'returns',
  title: '回收花名册',
  routes: ['/returns'],
  folder: 'returns',
  purpose: '读填好交回的入户花名册，逐行对照下放的名单，能办的一次办完。',
  keys: [
    { key: 'Tab', does: '到下一步的按钮' },
    { key: 'Enter', does: '按下按钮' },
  ],
  next: [
    '选交回的文件（xlsx、xls 或 csv），它是哪个批次的会自己认出来。',
    '看有变化、读不准、多出和没交回的各有多少。',
    '回收能办的；读不准的导出来改正，再读一次，已办的不会重复办。',
  ],
  troubles: [
    { what: '说不是本机的批次', remedy: '多半是往年的或别处的花名册；请用今年下放时导出的那份。' },
    { what: '有的行读不准', remedy: '看说明：行码抄错、姓名与行码对不上，或同一个人有几行写得不同。' },
    { what: '有人没交回', remedy: '不影响参保；补交后再读入即可。' },
  ],
};
