import type { HelpPage } from '../helpPage';

export const today: HelpPage = {
  id: 'today',
  title: '今日',
  routes: ['/'],
  folder: 'today',
  purpose: '看今天办了多少、有什么要经办人处理、哪些法定期限快到、本机资料有多新。',
  keys: [
    { key: 'Tab', does: '在各卡片的按钮之间移动' },
    { key: 'Enter', does: '打开选中的一项' },
  ],
  next: [
    '先看“需要处理”：平台退回的、有冲突的，从这里进“待办”。',
    '再看“到期”：期限过了会影响群众待遇，先办快到的。',
    '有“需收回或更换的回执”的，请联系本人换回执。',
    '没有要处理的，就到“窗口受理”接待下一位。',
  ],
  troubles: [
    { what: '资料截至的时间很旧', remedy: '说明很久没有连上平台。业务可以照办；网络恢复后资料会自己更新。' },
    {
      what: '进度数字和乡镇台账对不上',
      remedy: '这里按本机资料计算，点开看是按什么口径；专项台账以平台为准。',
    },
  ],
};
