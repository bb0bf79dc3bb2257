import type { HelpPage } from '../helpPage';

export const duplicates: HelpPage = {
  id: 'duplicates',
  title: '疑似重复',
  routes: ['/inbox/duplicates'],
  folder: 'inbox',
  purpose: '两份档案可能是同一个人的，由经办人判断。',
  keys: [
    { key: 'F9', does: '保存判断' },
    { key: 'Tab', does: '在两份档案和判断之间移动' },
  ],
  next: [
    '对着两份档案看号码、姓名、出生日期和地址。',
    '判断“是同一人”“不是同一人”或“现在还不能确定”，写明依据，按 F9。',
    '是同一人且两处参保的，再办“重复参保处理”。',
  ],
  troubles: [{ what: '拿不准', remedy: '选“现在还不能确定”，请本人带证件来核对后再判断。' }],
};
