import type { HelpPage } from '../helpPage';

export const migration: HelpPage = {
  id: 'migration',
  title: '户转人',
  routes: ['/migration'],
  folder: 'migration',
  purpose: '把按户登记的新农合人员与公安户籍核对，逐人给出类别，相符的转为按人登记。',
  keys: [
    { key: 'Tab', does: '到下一个按钮或类别' },
    { key: 'Enter', does: '按下按钮' },
  ],
  next: [
    '选户登记表和公安户籍数据，有职工参保名单的也选上，按“开始核对”。',
    '看对账报告：各类人数之和等于读入人数；点一个类别看是谁、为什么。',
    '保存入户调查名单，交村里入户核实；名单上号码打码，按证件核对。',
    '在“登记…”里按村逐人核查，再登记相符的人。',
  ],
  troubles: [
    { what: '读不出文件', remedy: '文件可能有密码、已损坏或表头不对；照提示改，或另存为 xlsx。' },
    { what: '户籍查不到的人很多', remedy: '多半是号码列被表格当成数字截断了，或户籍数据不是同一个乡镇的。' },
    {
      what: '登记到一半停了',
      remedy: '待上传业务到了上限就停。联网上传后重新读入同样的文件接着办，办过的不会重复。',
    },
  ],
};
