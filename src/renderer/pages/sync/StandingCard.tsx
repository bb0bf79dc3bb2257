import type { DeskStanding } from '#shared/sync/standing';
import { lapse, longMoment } from '../../ui/moments';
import { useDeskSnapshot } from '../../ui/useDesk';

const HOUR_MS = 3_600_000;

/** How far this desk is from its limits, each figure beside them; closed it is one line, for what stops stands in the bands. */
export function StandingCard() {
  const { standing, desk } = useDeskSnapshot();
  if (!standing) return null;
  const { accepts, words, figures, limits } = standing;
  return (
    <details className="card standing-card">
      <summary>
        <b>受理条件</b>{' '}
        <span className={`tag ${accepts ? 'ok' : 'no'}`}>{accepts ? '可以受理' : '停止受理'}</span>
        <span className="mute number">
          待上传 {figures.backlog} 笔（上限 {limits.backlog.stop} 笔）
          {words.length > 0 && `，${words.length} 项要注意`}
        </span>
      </summary>
      <table className="plain-table">
        <tbody>
          {rowsOf(standing).map(({ kind, name, figure, bounds }) => {
            const word = words.find((one) => one.kind === kind);
            const tone = word?.level === 'stop' ? 'tone-no' : word ? 'tone-warn' : '';
            return (
              <tr key={kind}>
                <td>{name}</td>
                <td className={`number ${tone}`}>{figure}</td>
                <td className="mute number">{bounds}</td>
              </tr>
            );
          })}
          <tr>
            <td>电脑时间</td>
            <td className="number">{clockWords(standing, desk?.todayIsFixed ?? false)}</td>
            <td className="mute">相差 1 小时提醒；倒退须经办人核对</td>
          </tr>
        </tbody>
      </table>
      {words
        .filter(({ level }) => level === 'warn')
        .map(({ kind, text }) => (
          <p key={kind} className="tone-warn">
            {text}
          </p>
        ))}
    </details>
  );
}

const days = (hours: number): string => lapse(hours * HOUR_MS);

function rowsOf({ figures, limits }: DeskStanding) {
  const bounds = (of: { warn: number; stop: number }) => `${days(of.warn)}提醒，${days(of.stop)}停办`;
  const at = (moment: string | null, none: string) => (moment === null ? none : longMoment(moment));
  return [
    {
      kind: 'backlog',
      name: '待上传业务',
      figure: `${figures.backlog} 笔`,
      bounds: `${limits.backlog.warn} 笔提醒，${limits.backlog.stop} 笔停办`,
    },
    {
      kind: 'backlogAge',
      name: '最早一笔受理于',
      figure: at(figures.oldestAt, '没有待上传'),
      bounds: bounds(limits.backlogAgeHours),
    },
    {
      kind: 'mirrorAge',
      name: '本机资料截至',
      figure: at(figures.mirrorAt, '还没有下载'),
      bounds: bounds(limits.mirrorAgeHours),
    },
    {
      kind: 'policyAge',
      name: '政策核对于',
      figure: at(figures.policyAt, '还没有核对过'),
      bounds: bounds(limits.policyAgeHours),
    },
  ] as const;
}

function clockWords({ clock }: DeskStanding, fixed: boolean): string {
  if (fixed) return '业务日期固定，不看电脑时间';
  if (clock === null) return '本次启动后还没有与平台对过';
  const seconds = Math.round(Math.abs(clock.offsetMs) / 1000);
  if (seconds < 60) return '与平台一致（相差不到 1 分钟）';
  return `比平台${clock.offsetMs > 0 ? '慢' : '快'} ${lapse(seconds * 1000)}`;
}
