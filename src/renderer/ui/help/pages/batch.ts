import type { HelpPage } from '../helpPage';

export const batch: HelpPage = {
  id: 'batch',
  title: '批量',
  routes: ['/units/:empNo/batch'],
  folder: 'units',
  purpose: '读单位交来的人员表格，逐行给结论，能办的一次受理。',
  keys: [
    { key: 'Tab', does: '到下一步的按钮' },
    { key: 'Enter', does: '按下按钮' },
  ],
  next: [
    '选文件（xlsx 或 csv）。',
    '看每一行：能办的、要改的、重复的。',
    '受理能办的；要改的导出错误行，交单位改好再读一次，已办的不会重复办。',
  ],
  troubles: [
    { what: '读不出表格', remedy: '文件可能正在被打开、有密码，或表头不对；照提示改。' },
    { what: '有些行一直不能办', remedy: '看该行写的原因和条款，多数是号码错或此人已在别处参保。' },
  ],
};
