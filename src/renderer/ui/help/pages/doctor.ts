import type { HelpPage } from '../helpPage';

export const doctor: HelpPage = {
  id: 'doctor',
  title: '电脑体检',
  routes: ['/doctor'],
  folder: 'doctor',
  purpose:
    '这台电脑哪里好、哪里要留意、哪里要马上办：磁盘、时间、备份、打印机、读卡器、待上传等，一页打印给县里技术人员看。',
  keys: [
    { key: 'F5', does: '再查一遍' },
    { key: 'Ctrl+P', does: '打印这一页' },
  ],
  next: [
    '先办标“✗ 要办”的，照右边一栏做。',
    '标“△ 留意”的，有空时办。',
    '办不了的，打印这一页交给县级技术人员；纸上没有个人信息。',
  ],
  troubles: [
    { what: '打印机写“不知道”', remedy: '不是坏了，是这里查不到；打印本页试试就知道。' },
    { what: '备份写“本机磁盘”', remedy: '请管理员到“设置”的“备份”里选一个 U 盘或另一块磁盘。' },
  ],
};
