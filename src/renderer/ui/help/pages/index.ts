import type { HelpKey, HelpPage } from '../helpPage';
import { batch } from './batch';
import { campaign } from './campaign';
import { counter } from './counter';
import { doctor } from './doctor';
import { duplicates } from './duplicates';
import { household } from './household';
import { inbox } from './inbox';
import { inquiry } from './inquiry';
import { lists } from './lists';
import { locked } from './locked';
import { matter } from './matter';
import { migration } from './migration';
import { opening } from './opening';
import { person } from './person';
import { persons } from './persons';
import { policy } from './policy';
import { practice } from './practice';
import { register } from './register';
import { returns } from './returns';
import { review } from './review';
import { rollover } from './rollover';
import { saga } from './saga';
import { settings } from './settings';
import { setUp } from './setUp';
import { shredded } from './shredded';
import { signIn } from './signIn';
import { statistics } from './statistics';
import { sync } from './sync';
import { today } from './today';
import { unit } from './unit';
import { units } from './units';

/** Help of every page, in the order of the rail. */
export const HELP_PAGES: readonly HelpPage[] = [
  today,
  counter,
  matter,
  inquiry,
  saga,
  persons,
  person,
  household,
  units,
  unit,
  batch,
  campaign,
  lists,
  rollover,
  returns,
  inbox,
  review,
  duplicates,
  sync,
  statistics,
  policy,
  settings,
  doctor,
  migration,
  practice,
  setUp,
  signIn,
  locked,
  shredded,
  register,
  opening,
];

/** Keys of every page. */
export const EVERYWHERE: readonly HelpKey[] = [
  { key: 'F1', does: '打开帮助；再按一次或按 Esc 关闭，光标回到原处' },
  { key: 'F2', does: '到窗口受理选事项' },
  { key: 'Ctrl+K', does: '查找人员' },
  { key: 'Ctrl+L', does: '锁屏' },
  { key: 'F6', does: '回到练习页（只在练习模式）' },
  { key: 'F4', does: '读卡（在窗口受理、人员和要填人员的表单里）；读的时候按 Esc 停止' },
  { key: 'Ctrl+P', does: '打印（在打印预览里）' },
  { key: 'Esc', does: '关闭打印预览、抽屉和对话框' },
];
