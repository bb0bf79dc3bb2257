import type { HelpPage } from '../helpPage';

export const sync: HelpPage = {
  id: 'sync',
  title: '同步',
  routes: ['/sync'],
  folder: 'sync',
  purpose: '每一笔业务走到哪里了：待上传、上传中、已确认、被退回；断网多久、什么时候再试。',
  keys: [
    { key: '↑ ↓', does: '在业务列表里上下移动' },
    { key: 'Enter', does: '展开这一笔的经过' },
  ],
  next: [
    '断网时不用做什么，网络恢复会自动上传；着急可按“立即同步”。',
    '长期没有网络的，用“导出离线包”带到有网的电脑代送。',
    '看预检：哪几笔传上去会被退回，可以先改。',
  ],
  troubles: [
    { what: '一直“离线”', remedy: '看写着的原因；本机其他程序能上网而这里不能的，请技术人员看。' },
    { what: '有一笔“等待前一笔”', remedy: '前一笔是同一个人的，处理了它就继续。' },
    { what: '怕重复上传', remedy: '不会：同一笔不论传几次，平台只收一次。' },
  ],
};
