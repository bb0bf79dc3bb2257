import type { HelpPage } from '../helpPage';

export const opening: HelpPage = {
  id: 'opening',
  title: '打开和下载',
  routes: [],
  phases: ['starting', 'loading', 'failed'],
  folder: null,
  purpose: '参保台正在打开，或正在下载本辖区资料；已保存的业务都在本机流水账里。',
  keys: [{ key: 'Enter', does: '按下“再试一次”（有这个按钮时）' }],
  next: ['下载时不要关窗口；中断了下次重新下载，不会出错。', '打不开的，记下代码，找技术人员。'],
  troubles: [
    { what: '一直在下载', remedy: '看数字动不动；不动时检查网络。' },
    { what: '写着“打不开资料”', remedy: '已保存的业务没有丢。按“再试一次”，仍不行就重新启动电脑。' },
  ],
};
