import type { HelpPage } from '../helpPage';

export const signIn: HelpPage = {
  id: 'signIn',
  title: '登录',
  routes: [],
  phases: ['signIn'],
  folder: 'vault',
  purpose: '本机锁着，屏幕上没有任何人的信息；登录后办的业务和草稿记在登录的人名下。断网也能登录。',
  keys: [
    { key: 'Tab', does: '在经办人和口令之间移动' },
    { key: 'Enter', does: '选定经办人；登录' },
  ],
  next: ['输入姓名或工号，按 Enter 选自己。', '输入口令，按 Enter 登录。', '离开窗口时按 Ctrl L 锁屏。'],
  troubles: [
    { what: '口令不对', remedy: '前几次可以接着试；再错就要等，每错一次等得更久。' },
    { what: '要等很久', remedy: '电脑开着等；关机、改时间都不缩短。别的经办人可以照常登录。' },
    { what: '忘了口令', remedy: '请本机管理员登录后在“设置”里重设；都忘了的，请县级管理员恢复。' },
    { what: '名单里没有自己', remedy: '请本机管理员在“设置”里录用。' },
    { what: '写着系统没有打开密钥', remedy: '用原来的 Windows 账户登录电脑再试；不要删除任何文件。' },
  ],
};
