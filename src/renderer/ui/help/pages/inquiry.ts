import type { HelpPage } from '../helpPage';

export const inquiry: HelpPage = {
  id: 'inquiry',
  title: '查询试算',
  routes: ['/inquiry/:code/:personId?'],
  folder: 'inquiry',
  purpose: '答复询问用：按规则算一算，不登记、不保存、不上传。',
  keys: [
    { key: 'Enter', does: '到下一栏；列表打开时是选中' },
    { key: 'Shift+Tab', does: '回上一栏' },
  ],
  next: ['填左边的条件，右边给结论、金额、日期和依据。', '群众要办的，回到“窗口受理”另开表单。'],
  troubles: [
    { what: '还没有结果', remedy: '右边写着还差哪几栏。' },
    {
      what: '结果和平台不一致',
      remedy: '结果按本机的规则和参数算；个人数据可能是旧的，看右边的“截至”时间。',
    },
  ],
};
