import type { HelpPage } from '../helpPage';

export const shredded: HelpPage = {
  id: 'shredded',
  title: '已停用',
  routes: [],
  phases: ['shredded'],
  folder: 'vault',
  purpose: '本机管理员停用了这台终端，密钥已销毁，本机的资料谁也打不开了。',
  keys: [],
  next: ['请县医保经办机构在平台上注销这台终端，并按规定处理电脑。'],
  troubles: [
    { what: '停用错了', remedy: '找不回来。已上传的在平台上；还要用的，清空数据文件夹后重新登记。' },
  ],
};
