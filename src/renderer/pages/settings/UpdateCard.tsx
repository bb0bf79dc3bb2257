import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { UpdateFound, UpdateState } from '#shared/update/calls';
import { returnedText } from '../../desk/updateDesk';
import { useDesk } from '../../ui/useDesk';

const MEGABYTE = 1024 * 1024;

/** 程序更新: from a file on a memory stick; what it is, what is undelivered, and only then it is installed. */
export function UpdateCard() {
  const desk = useDesk();
  const [state, setState] = useState<UpdateState | null>(null);
  const [found, setFound] = useState<UpdateFound | null>(null);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState<'choose' | 'install' | 'restart' | null>(null);
  const take = (told: Result<UpdateState, Trouble>) =>
    told.ok ? setState(told.value) : setTrouble(told.error.text);
  useEffect(() => void desk.update.state().then(take), [desk]);

  const during = async (what: typeof busy, work: () => Promise<void>) => {
    setBusy(what);
    setTrouble('');
    await work();
    setBusy(null);
  };
  const choose = () =>
    during('choose', async () => {
      setFound(null);
      const chosen = await desk.update.choose();
      if (!chosen.ok) return setTrouble(chosen.error.text);
      setFound(chosen.value.found);
      take(await desk.update.state());
    });
  const install = (version: string) =>
    during('install', async () => {
      const done = await desk.update.install(version);
      take(done);
      if (done.ok) setFound(null);
    });
  const restart = () =>
    during('restart', async () => {
      const done = await desk.update.restart();
      if (!done.ok) setTrouble(done.error.text);
    });

  if (!state) return null;
  return (
    <section className="card" aria-label="程序更新">
      <h2>程序更新</h2>
      <p>
        正在用 <b className="number">{state.current}</b> 版。更新文件由县级管理员用 U
        盘发放，先核对签名再安装；只往新装，不退回旧版。
      </p>
      {state.keys.length === 0 && (
        <p className="tone-warn">⚠ 这个程序没有带更新公钥，不能用 U 盘更新，要用安装程序升级。</p>
      )}
      {state.returned && (
        <Alert
          type="warning"
          showIcon
          title={returnedText(state.returned, state.current)}
          action={<Button onClick={() => void desk.update.acknowledge().then(take)}>知道了</Button>}
        />
      )}
      {state.ready && (
        <p role="status" className="tone-ok">
          {state.ready} 版已装好，重新启动后启用。万一打不开，会自动回到 {state.current} 版。
        </p>
      )}
      {found && <Found found={found} state={state} />}
      <p role="alert" className="tone-no">
        {trouble && `✕ ${trouble}`}
      </p>
      <div className="buttons">
        {state.ready ? (
          <Button type="primary" loading={busy === 'restart'} onClick={() => void restart()}>
            现在重新启动
          </Button>
        ) : (
          found && (
            <Button
              type="primary"
              disabled={!state.may || busy !== null}
              loading={busy === 'install'}
              onClick={() => void install(found.version)}
            >
              安装 {found.version}
            </Button>
          )
        )}
        <Button
          disabled={state.keys.length === 0 || busy !== null}
          loading={busy === 'choose'}
          onClick={() => void choose()}
        >
          选择更新文件…
        </Button>
        {!state.may && <span className="mute">安装要管理员登录后操作。</span>}
      </div>
    </section>
  );
}

function Found({ found, state }: { found: UpdateFound; state: UpdateState }) {
  return (
    <dl className="facts">
      <dt>更新文件</dt>
      <dd>
        {found.fileName}（{Math.max(1, Math.round(found.bytes / MEGABYTE))} MB），签名正确
      </dd>
      <dt>版本</dt>
      <dd className="number">
        {state.current} → {found.version}，{found.releasedOn} 发布
      </dd>
      <dt>更新内容</dt>
      <dd>{found.notes.length === 0 ? '（没有说明）' : found.notes.join('；')}</dd>
      <dt>待上传</dt>
      <dd>
        {state.undelivered === 0
          ? '没有'
          : `${state.undelivered} 笔。安装不用等上传，这些业务留在本机，更新后照常上传。`}
      </dd>
    </dl>
  );
}
