import type { HelpPage } from '../helpPage';

export const settings: HelpPage = {
  id: 'settings',
  title: '设置',
  routes: ['/settings'],
  folder: 'settings',
  purpose: '本机是哪台终端、管哪里、用哪个版本的规则；查看记录、导出诊断、进入练习。',
  keys: [
    { key: 'Tab', does: '在各卡片之间移动' },
    { key: 'Enter', does: '按下按钮' },
  ],
  next: [
    '终端名称、管辖范围不对的，找县级管理员。',
    '出问题时导出诊断包，里面没有个人信息。',
    '想练手的，点“进入练习”。',
  ],
  troubles: [
    { what: '业务日期不对', remedy: '试用和练习用固定日期；正式业务跟着电脑日期，请核对电脑时间。' },
  ],
};
