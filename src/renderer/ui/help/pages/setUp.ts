import type { HelpPage } from '../helpPage';

export const setUp: HelpPage = {
  id: 'setUp',
  title: '设置本机口令',
  routes: [],
  phases: ['absent'],
  folder: 'vault',
  purpose: '这台电脑上还没有人设置口令。设置之后，本机的资料、草稿和流水账都加密，凭口令打开。',
  keys: [
    { key: 'Tab', does: '到下一格' },
    { key: 'Enter', does: '设置并登录' },
  ],
  next: [
    '填自己的姓名和工号：第一个设置的人是本机管理员。',
    '想一个自己记得住、别人猜不到的口令，输两次。',
    '县里给了恢复公钥的，整段粘贴；没有的选“暂时没有”，以后在“设置”里填。',
  ],
  troubles: [
    { what: '口令一直不能用', remedy: '看口令下面的提示：日期、连号、工号和常用词都不行。' },
    { what: '本机原来就有业务和草稿', remedy: '都还在，设置之后自动加密；没有主人的草稿谁先接着办就归谁。' },
    { what: '怕忘了口令', remedy: '至少再录用一名管理员，并向县里要恢复公钥。' },
  ],
};
