import type { HelpPage } from '../helpPage';

export const campaign: HelpPage = {
  id: 'campaign',
  title: '入户专项',
  routes: ['/campaign'],
  folder: 'campaign',
  purpose: '看各村各组还有谁没参保，打印入户花名册。',
  keys: [
    { key: 'Tab', does: '在村、组和选项之间移动' },
    { key: 'Enter', does: '按下按钮' },
  ],
  next: [
    '选村和组，看未参保的人和原因。',
    '需要入户的，导出花名册打印；号码默认遮盖。',
    '回来后逐人办理或记下原因。',
  ],
  troubles: [
    { what: '花名册没有保存', remedy: '同名文件可能开着，关掉 WPS 或 Excel 再存。' },
    { what: '人数和村里的不一样', remedy: '这里只算本机资料里在世的人，每人只算一次。' },
  ],
};
