import type { HelpPage } from '../helpPage';

export const person: HelpPage = {
  id: 'person',
  title: '个人',
  routes: ['/persons/:personId'],
  folder: 'person',
  purpose: '看一个人的身份信息、参保关系、缴费和每一天的待遇状态，并从这里办理。',
  keys: [
    { key: 'Enter', does: '打开的人刚找到时，直接开始最常办的事项' },
    { key: 'Tab', does: '到其他事项和查询' },
  ],
  next: [
    '先核对姓名、出生日期和村组，确认是本人。',
    '看待遇时间线：不能享受的日子写着原因和条款。',
    '从“可办理的事项”开始办；在本机办过的业务列在最下面。',
  ],
  troubles: [
    { what: '待遇状态写“不知道”', remedy: '本机没有足够的资料判断，联网更新后再看，或向平台查询。' },
    { what: '要看完整号码', remedy: '点号码旁的“显示完整”按钮，选原因；查看会记下来。' },
  ],
};
