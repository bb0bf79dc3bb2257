import type { HelpPage } from '../helpPage';

export const counter: HelpPage = {
  id: 'counter',
  title: '窗口受理',
  routes: ['/counter'],
  folder: 'counter',
  purpose: '所有事项从这里开始：先找人，再选这个人能办的事项；新建人员、单位事项、查询试算直接从菜单选。',
  keys: [
    { key: 'F2', does: '从任何页面到这里，光标在“查找事项”' },
    { key: 'Enter', does: '打开最先找到的' },
    { key: '↑ ↓', does: '在找人的结果里选' },
    { key: 'Esc', does: '收起找人的结果' },
  ],
  next: [
    '群众带了证件的：在“先找人”里输号码或姓名，回车，再选事项。',
    '不知道叫什么事项的：按 F2，输入事项的拼音首字母，例如居民参保登记输 jmcb。',
    '档案里没有的人：直接选“居民参保登记”等事项，办理对象选“新建人员”。',
    '没办完的表单在“草稿”里，可以继续。',
  ],
  troubles: [
    {
      what: '找不到此人',
      remedy: '号码是否输对；此人可能不在本辖区，或还没有登记。仍可新建人员，由平台核对。',
    },
    { what: '想要的事项是灰的或没有', remedy: '此人现在的参保状态办不了它，打开人员页可以看原因。' },
  ],
};
