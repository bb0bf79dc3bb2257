import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { BackupState } from '#shared/backup/calls';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import { longMoment } from '../../ui/moments';
import { useDesk } from '../../ui/useDesk';

/** 备份: where the desk's backups lie, whether the last one is good, and the way to the checkup. */
export function BackupCard() {
  const desk = useDesk();
  const [state, setState] = useState<BackupState | null>(null);
  const [said, setSaid] = useState<{ good: boolean; text: string } | null>(null);
  useEffect(() => {
    void desk.station.backups().then((found) => {
      if (found.ok) setState(found.value);
      else setSaid({ good: false, text: found.error.text });
    });
    return desk.station.onBackups(setState);
  }, [desk]);
  const run = async (work: Promise<Result<BackupState, Trouble>>, done: string) => {
    setSaid(null);
    const answer = await work;
    if (answer.ok) setState(answer.value);
    setSaid(answer.ok ? { good: true, text: done } : { good: false, text: answer.error.text });
  };
  const busy = state !== null && (state.phase === 'making' || state.phase === 'rehearsing');
  return (
    <section className="card" aria-label="备份">
      <h2>备份</h2>
      {state?.phase === 'off' ? (
        <p>练习不做备份。</p>
      ) : (
        <>
          <p>
            每天一次、每次退出时自动备份，全部加密，保留最近 10
            份；每周自动演练一次恢复。没受理的草稿不在备份里。
            <Link to="/doctor">打开电脑体检</Link>
          </p>
          <dl className="facts">
            <dt>存放位置</dt>
            <dd>{state?.chosen ?? '本机磁盘（电脑坏了备份也没了，请选 U 盘或另一块磁盘）'}</dd>
            <dt>最近备份</dt>
            <dd>
              {state?.last
                ? `${longMoment(state.last.at)}，流水账 ${state.last.entries} 笔，${megabytes(state.last.bytes)}`
                : '还没有'}
            </dd>
            <dt>最近演练</dt>
            <dd className={state?.rehearsal && !state.rehearsal.good ? 'tone-no' : undefined}>
              {state?.rehearsal
                ? `${longMoment(state.rehearsal.at)}，${state.rehearsal.good ? '可以恢复：' : '不能恢复：'}${state.rehearsal.text}`
                : '还没有'}
            </dd>
            {state?.trouble && (
              <>
                <dt>提示</dt>
                <dd className="tone-warn">⚠ {state.trouble.text}</dd>
              </>
            )}
          </dl>
          <div className="buttons">
            <Button
              loading={state?.phase === 'making'}
              disabled={busy}
              onClick={() => void run(desk.station.backUp(), '备份好了，写完后已读回核对。')}
            >
              立即备份
            </Button>
            <Button
              loading={state?.phase === 'rehearsing'}
              disabled={busy || !state?.last}
              onClick={() => void run(desk.station.rehearse(), '演练完成，结果见上面。')}
            >
              现在演练
            </Button>
            <Button
              disabled={busy}
              onClick={() => void run(desk.station.chooseFolder(false), '存放位置已更新。')}
            >
              选择存放位置…
            </Button>
            {state?.chosen != null && (
              <Button
                disabled={busy}
                onClick={() => void run(desk.station.chooseFolder(true), '以后存在本机磁盘。')}
              >
                改存本机
              </Button>
            )}
            {said && (
              <span className={said.good ? 'tone-ok' : 'tone-no'} role="status">
                {said.text}
              </span>
            )}
          </div>
        </>
      )}
    </section>
  );
}

const megabytes = (bytes: number): string => `${Math.max(0.1, bytes / 1024 ** 2).toFixed(1)} MB`;
