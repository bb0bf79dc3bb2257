import type { HelpPage } from '../helpPage';

export const policy: HelpPage = {
  id: 'policy',
  title: '政策',
  routes: ['/policy/:what?/:id?/:article?'],
  folder: 'policy',
  purpose: '规则库：每条规则的大意、文件和条款、适用条件、参数和案例；也可以拿一个案例试算。',
  keys: [
    { key: '↑ ↓', does: '在左边的目录里移动' },
    { key: 'Enter', does: '打开选中的规则' },
    { key: 'Ctrl+Enter', does: '试算（在案例框里）' },
  ],
  next: [
    '按规则、文件或事项查找。',
    '看“文本来源”：原文、引文还是转述，用前核对原文。',
    '参数写“虚构”或“待核实”的，不能当真。',
  ],
  troubles: [
    { what: '找不到条款', remedy: '换一个词，或按文件翻；有的条款没有判定规则，会写明为什么。' },
    { what: '和文件原文不一致', remedy: '这里是大意，以公布的文件为准，请告诉县级管理员。' },
  ],
};
