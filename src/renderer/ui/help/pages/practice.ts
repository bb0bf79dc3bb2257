import type { HelpPage } from '../helpPage';

export const practice: HelpPage = {
  id: 'practice',
  title: '练习',
  routes: ['/practice'],
  folder: 'practice',
  purpose: '在虚构的村子里练习，可以故意断网、断电、制造冲突；碰不到正式数据，也连不上正式平台。',
  keys: [
    { key: 'F6', does: '从任何页面回到练习页' },
    { key: 'Enter', does: '开始选中的一课，或做这一步' },
    { key: 'Tab', does: '到下一个按钮' },
  ],
  next: [
    '从第 1 课开始，照步骤做；紫色横条里一直写着现在这一步。',
    '每一步由程序按业务的真实状态判断，做到了自己会打勾。',
    '练乱了就“练习村恢复原样”；练完按“离开练习”回到正式数据。',
  ],
  troubles: [
    { what: '按钮是灰的', remedy: '练习平台正在启动，等顶栏写“在线”。' },
    { what: '断电后窗口没了', remedy: '再打开参保台，会回到练习，业务还在。' },
    { what: '一课做不下去', remedy: '重新开始这一课，会换一个人。' },
  ],
};
