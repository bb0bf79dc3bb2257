import type { DoctorFacts, WindowFacts } from './facts';

/** `good`: nothing to do; `look`: keep an eye on it; `act`: do it now. */
export type DoctorLevel = 'good' | 'look' | 'act';

/** One line of the checkup: what was looked at, what was found, and what to do now where there is something to do. */
export interface DoctorLine {
  readonly id: string;
  readonly name: string;
  readonly level: DoctorLevel;
  readonly found: string;
  readonly todo: string | null;
}

const GB = 1024 ** 3;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A clock this far off is looked at, and this far off is set right, ms. */
const CLOCK_LOOK_MS = 5 * 60_000;
const CLOCK_ACT_MS = HOUR_MS;

type Line = Omit<DoctorLine, 'id' | 'name'>;
const good = (found: string): Line => ({ level: 'good', found, todo: null });
const look = (found: string, todo: string): Line => ({ level: 'look', found, todo });
const act = (found: string, todo: string): Line => ({ level: 'act', found, todo });

/** The whole checkup, in the order in which it is read; pure, by the device's own time in the facts. */
export function checkup(facts: DoctorFacts, window: WindowFacts): DoctorLine[] {
  const now = Date.parse(facts.at);
  const lines: readonly (readonly [id: string, name: string, line: Line | null])[] = [
    ['disk', '磁盘空间', disk(facts)],
    ['store', '窗口资料库', store(window)],
    ['memory', '内存', memory(facts)],
    ['clock', '电脑时间', clock(facts)],
    ['journal', '流水账', journal(facts)],
    ['queue', '待上传', queue(facts, now)],
    ['backup', '最近备份', backup(facts, now)],
    ['rehearsal', '备份演练', rehearsal(facts, now)],
    ['recovery', '恢复密钥', recovery(facts)],
    ['audit', '审计记录', audit(facts, now)],
    ['policy', '政策包', policy(facts, now)],
    ['printer', '打印机', printer(facts)],
    ['reader', '读卡器', reader(facts)],
    ['program', '程序', program(facts, window)],
  ];
  return lines.flatMap(([id, name, line]) => (line === null ? [] : [{ id, name, ...line }]));
}

/** The worst of all lines. */
export const worst = (lines: readonly DoctorLine[]): DoctorLevel =>
  lines.some(({ level }) => level === 'act')
    ? 'act'
    : lines.some(({ level }) => level === 'look')
      ? 'look'
      : 'good';

const bytes = (n: number): string =>
  n >= GB ? `${(n / GB).toFixed(1)} GB` : `${Math.round(n / 1024 ** 2)} MB`;

function disk({ disk: found }: DoctorFacts): Line {
  if (found === null) return look('不知道还剩多少空间。', '请打开“此电脑”看看系统盘剩余空间。');
  const said = `剩 ${bytes(found.free)}，共 ${bytes(found.total)}。`;
  if (found.free < 0.5 * GB) return act(said, '马上清理磁盘（回收站、下载文件夹），否则很快不能受理。');
  if (found.free < 3 * GB) return look(said, '请在本周内清理磁盘，或请县级技术人员换大一些的磁盘。');
  return good(said);
}

function store({ store: found, persisted }: WindowFacts): Line {
  if (found === null || found.quota === 0)
    return look('不知道窗口资料库还能存多少。', '不影响办理；出现“存不下”的提示时请清理磁盘。');
  const kept = persisted === true ? '' : '系统没有答应磁盘满时保留它；被清掉会从流水账和平台重新取回。';
  const said = `用了 ${bytes(found.usage)}，可用 ${bytes(found.quota)}。${kept}`;
  const part = found.usage / found.quota;
  if (part > 0.9) return act(said, '马上清理磁盘，再重新打开参保台。');
  return part > 0.7 ? look(said, '请清理磁盘。') : good(said);
}

function memory({ memory: { total, program: own } }: DoctorFacts): Line {
  const said = `电脑共 ${bytes(total)}，参保台主程序用 ${bytes(own)}。`;
  if (own > 1.5 * GB) return look(said, '用得偏多：办完手头的事后，关闭参保台再打开。');
  return total < 3.5 * GB ? look(said, '内存偏小，请不要同时开很多别的程序。') : good(said);
}

function clock({ clock: { offsetMs, heardAt, fixed } }: DoctorFacts): Line {
  if (fixed) return good('试用或练习用固定日期，不核对电脑时间。');
  if (offsetMs === null)
    return heardAt === null
      ? look('还没有和平台核对过时间。', '连上网络，参保台会自动核对。')
      : good('这次打开后还没有联网核对；以前核对过。');
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const said = minutes === 0 ? '与平台一致。' : `比平台${offsetMs > 0 ? '慢' : '快'}约 ${minutes} 分钟。`;
  if (Math.abs(offsetMs) > CLOCK_ACT_MS) return act(said, '请把电脑日期和时间改对（打开“自动设置时间”）。');
  return Math.abs(offsetMs) > CLOCK_LOOK_MS ? look(said, '有空时把电脑时间改对。') : good(said);
}

function journal({ journal: { entries, finding } }: DoctorFacts): Line {
  const said = `${entries} 笔。`;
  if (finding === null) return good(`${said}前后衔接，没有缺损。`);
  if (finding === 'JOURNAL_MENDED')
    return look(`${said}打开时修补过末尾。`, '看“同步”页的说明；多半是断过电。');
  return act(
    `${said}有缺损（${finding}）。`,
    '不要删除任何文件，照“同步”页的说明办，并把本页交给县级技术人员。',
  );
}

function queue({ queue: { count, oldestAt, warnHours, stopHours } }: DoctorFacts, now: number): Line {
  if (count === 0) return good('没有待上传的业务。');
  const hours = oldestAt === null ? 0 : Math.max(0, (now - Date.parse(oldestAt)) / HOUR_MS);
  const said = `${count} 笔待上传，最早一笔已等 ${span(hours * HOUR_MS)}。`;
  if (hours >= warnHours)
    return act(
      said,
      `请尽快联网，或导出离线包带到有网的地方；满 ${Math.round(stopHours / 24)} 天将不能受理。`,
    );
  return hours >= 72 ? look(said, '请检查网络；没有网络的，去“同步”页导出离线包。') : good(said);
}

function backup({ backup: found }: DoctorFacts, now: number): Line {
  if (found === null) return good('练习不做备份。');
  const { lastAt, chosen, trouble } = found;
  const TODO = '到“设置”点“立即备份”；做不成的，照那里的提示办。';
  if (lastAt === null) return act('还没有备份过。', TODO);
  const age = now - Date.parse(lastAt);
  const said = `${span(age)}前，存在${chosen ? '另选的位置' : '本机磁盘'}。`;
  if (age > 7 * DAY_MS) return act(said, TODO);
  if (trouble === 'BACKUP_FOLDER')
    return look(`${said}选定的备份位置现在打不开。`, '插上备份用的 U 盘，到“设置”点“立即备份”。');
  if (trouble !== null) return look(`${said}最近一次没有做成（${trouble}）。`, TODO);
  if (age > 2 * DAY_MS) return look(said, TODO);
  return chosen
    ? good(said)
    : look(said, '电脑坏了备份也没了：请管理员在“设置”里选一个 U 盘或另一块磁盘存放备份。');
}

function rehearsal({ backup: found }: DoctorFacts, now: number): Line | null {
  if (found === null) return null;
  const { rehearsedAt, rehearsal: end } = found;
  if (end === 'bad')
    return act(
      '最近一次演练：这份备份恢复不了。',
      '到“设置”点“立即备份”，再点“现在演练”；仍不行的，换一个 U 盘。',
    );
  if (rehearsedAt === null)
    return look('还没有演练过。', '到“设置”点“现在演练”，或等它自动进行（每周一次）。');
  const age = now - Date.parse(rehearsedAt);
  const said = `${span(age)}前，备份能恢复。`;
  return age > 14 * DAY_MS ? look(said, '到“设置”点“现在演练”。') : good(said);
}

function recovery({ vault }: DoctorFacts): Line | null {
  if (vault === null) return null;
  return vault.hasRecovery
    ? good('已登记县级恢复公钥：口令全忘了，县里两人到场可以恢复。')
    : act(
        '没有登记县级恢复公钥：口令全忘了，谁也打不开本机。',
        '请管理员向县里要“恢复公钥.txt”，到“设置”的“经办人与口令”里填上。',
      );
}

function audit({ audit: found }: DoctorFacts, now: number): Line | null {
  if (found === null) return null;
  if (!found.whole) return act('审计记录有缺损或被改动。', '不要删除任何文件，把本页交给县级技术人员。');
  if (found.anchoredAt === null)
    return look('记录完整；平台还没有存过它的校验值。', '连上网络，参保台会自动上报。');
  const age = now - Date.parse(found.anchoredAt);
  const said = `记录完整，平台 ${span(age)}前存过校验值。`;
  return age > 7 * DAY_MS ? look(said, '请联网一次。') : good(said);
}

function policy({ policy: { version, confirmedAt, refused, warnHours } }: DoctorFacts, now: number): Line {
  const said = version === null ? '程序自带的一版。' : `第 ${version} 版。`;
  if (refused) return look(`${said}平台发来的一份没有采用。`, '看“设置”里的“政策包”，并告诉县级管理员。');
  if (confirmedAt === null) return look(`${said}还没有与平台核对过。`, '连上网络，参保台会自动核对。');
  const age = now - Date.parse(confirmedAt);
  const full = `${said}${span(age)}前与平台核对过。`;
  return age > warnHours * HOUR_MS ? look(full, '请联网一次，让参保台核对政策。') : good(full);
}

function printer({ printers }: DoctorFacts): Line {
  if (printers === null) return look('不知道：这里查不到打印机。', '请打印一页试试，例如本页。');
  if (printers === 0) return act('没有装打印机。', '请接好打印机、装好驱动，再打印本页试试。');
  return good(`装了 ${printers} 台。`);
}

function reader({ reader: state }: DoctorFacts): Line {
  switch (state) {
    case 'none':
      return good('没有设置读卡器（扫码枪、键盘口的不用设置）。');
    case 'ready':
      return good('读卡服务已启动。');
    case 'incomplete':
      return look('读卡器还差一项设置。', '到“设置”的“读卡器”里填好。');
    case 'down':
      return act('读卡服务没有启动。', '检查读卡器的线和厂家的读卡服务；暂时请手工输入。');
  }
}

function program({ program: own }: DoctorFacts, { trialHost }: WindowFacts): Line {
  const said = `参保台 ${own.version}，规则库 ${own.rulebook}，协议 ${own.protocol}。`;
  return trialHost && own.mode === 'platform'
    ? look(`${said}现在开在试用外壳里。`, '正式办理请用安装版的参保台。')
    : good(said);
}

function span(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 1) return '不到 1 分钟';
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`;
}
