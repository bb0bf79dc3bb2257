import type { HelpPage } from '../helpPage';

export const matter: HelpPage = {
  id: 'matter',
  title: '办理表单',
  routes: ['/counter/:draftId'],
  folder: 'counter',
  purpose: '填一张事项表单，右边随填随看结论和依据，按 F9 受理。',
  keys: [
    { key: 'F9', does: '受理：写进本机流水账，再上传' },
    { key: 'Ctrl+S', does: '暂存草稿' },
    { key: 'Enter', does: '到下一栏；列表打开时是选中' },
    { key: 'F7', does: '有人代办：打开代办人一栏' },
    { key: 'F8', does: '给材料附图片：照片、扫描件' },
    { key: 'F1', does: '光标在某一栏时，先说明这一栏' },
    { key: 'Shift+Tab', does: '回上一栏' },
  ],
  next: [
    '从上到下填，Enter 到下一栏；带“已带出”的请与证件核对。',
    '看右侧结论：可办理、请留意、需补充、不予办理。点依据可看条款大意和这次的认定。',
    '材料清单逐件核对后打勾。',
    '按 F9。窗口写“已保存”后打印回执，再办下一位。',
  ],
  troubles: [
    { what: '按 F9 没有反应', remedy: '看表单下面的一行字：有错的栏已标红，光标在第一处错误上。' },
    { what: '结论是“不予办理”', remedy: '看“缺什么可以改变结论”，打印一次性告知书给本人。' },
    { what: '要写继续办理的理由', remedy: '结论是“请留意”时必填，写明向本人说明了什么。' },
    { what: '停止受理', remedy: '页面上方写着原因：多半是电脑时间不对或积压太多，表单可以先暂存。' },
    {
      what: '图片没有附上',
      remedy: '受理不受影响；照提示再附一次。图片在业务确认后才上传，断网时先存本机。',
    },
    { what: '填到一半断电', remedy: '重新打开后在“窗口受理”的草稿里，内容还在。' },
  ],
};
