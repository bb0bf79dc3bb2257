import type { HelpPage } from '../helpPage';

export const persons: HelpPage = {
  id: 'persons',
  title: '人员',
  routes: ['/persons'],
  folder: 'persons',
  purpose: '在本机资料里查人，打开某人的页面。',
  keys: [
    { key: 'Ctrl+K', does: '光标到顶栏的查找' },
    { key: '↑ ↓', does: '在结果里选' },
    { key: 'Enter', does: '打开选中的人' },
  ],
  next: ['输证件号码、姓名、拼音首字母、手机号或户号。', '打开人员页，看参保情况，从那里开始办理。'],
  troubles: [
    { what: '同名的人很多', remedy: '看出生日期和村组；最可靠的是证件号码。' },
    { what: '号码只显示一部分', remedy: '这是保护个人信息。要看全号，在人员页点“显示”，写明原因。' },
  ],
};
