import type { HelpPage } from '../helpPage';

export const units: HelpPage = {
  id: 'units',
  title: '单位',
  routes: ['/units'],
  folder: 'units',
  purpose: '查本辖区的参保单位，打开单位页。',
  keys: [
    { key: 'Tab', does: '在列表里移动' },
    { key: 'Enter', does: '打开选中的单位' },
  ],
  next: ['输单位名称、代码或拼音查找。', '新单位从“窗口受理”办单位参保登记。'],
  troubles: [{ what: '找不到单位', remedy: '可能不在本辖区，或还没有登记；核对统一社会信用代码。' }],
};
