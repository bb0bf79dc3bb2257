import type { HelpPage } from '../helpPage';

export const register: HelpPage = {
  id: 'register',
  title: '登记终端',
  routes: [],
  phases: ['new'],
  folder: 'register',
  purpose: '第一次使用：把这台电脑登记为县里的一台经办终端，只做一次。',
  keys: [{ key: 'Enter', does: '登记' }],
  next: ['向县医保经办机构要平台地址和登记码。', '填好按“登记”，随后下载本辖区资料。'],
  troubles: [
    { what: '登记码不能用', remedy: '登记码只能用一次，请再要一个。' },
    { what: '连不上平台', remedy: '核对地址是否以 https:// 开头，电脑能否上网。' },
  ],
};
