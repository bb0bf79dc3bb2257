import type { HelpPage } from '../helpPage';

export const unit: HelpPage = {
  id: 'unit',
  title: '单位页',
  routes: ['/units/:empNo'],
  folder: 'units',
  purpose: '看单位的登记资料、职工、各月核定和欠费，办理单位事项。',
  keys: [
    { key: 'Tab', does: '在事项按钮和表格之间移动' },
    { key: 'Enter', does: '开始选中的事项' },
  ],
  next: [
    '先看有没有欠费：欠费会影响职工待遇。',
    '每月核定次月费款；职工增减先办好，核定的人数和基数会自动带出。',
    '职工多的，用“批量”读单位交来的表格。',
  ],
  troubles: [
    { what: '核定人数不对', remedy: '看职工名单里谁在保；先办增员减员再核定。' },
    { what: '滞纳金怎么算的', remedy: '滞纳金一栏列着起止日、天数和比率，依据可点开。' },
  ],
};
