import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { actText } from '#shared/audit/actWords';
import type { AuditView } from '#shared/audit/calls';
import type { AuditEntry } from '#shared/audit/entry';
import type { Anchoring, AuditState } from '#shared/audit/state';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import { longMoment, shortMoment } from '../../ui/moments';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

const SHOWN = 20;

const ANCHORING: Readonly<Record<Anchoring, string>> = {
  never: '还没有送到平台，联网后自动送',
  anchored: '平台已保存',
  unsupported: '平台还不保存审计日志，没有锚定；平台升级后自动送',
  contradicted: '与平台保存的对不上，请告知主管，由县里核查',
};

/** 审计日志: whether it is whole, what the platform keeps of it, who looked at how many numbers. */
export function AuditCard() {
  const desk = useDesk();
  const { desk: state } = useDeskSnapshot();
  const [view, setView] = useState<AuditView | null>(null);
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const take = useCallback((read: Result<AuditView, Trouble>) => {
    setTrouble(read.ok ? '' : read.error.text);
    if (read.ok) setView(read.value);
  }, []);
  useEffect(() => {
    void desk.audit.state().then(take);
  }, [desk, take]);
  if (view?.state === null) return null;
  const verify = async () => {
    setBusy(true);
    take(await desk.audit.verify());
    setBusy(false);
  };
  const more = async () => {
    const page = await desk.audit.page(entries?.at(-1)?.n ?? null, SHOWN);
    setTrouble(page.ok ? '' : page.error.text);
    if (page.ok) setEntries((old) => [...(old ?? []), ...page.value.entries]);
  };
  const nameOf = (id: string | null): string =>
    state?.clerks?.find((clerk) => clerk.id === id)?.name ?? id ?? '无人登录';
  return (
    <section className="card" aria-label="审计日志">
      <h2>审计日志</h2>
      <p className="mute">
        谁在本机登录、查看、导出、受理过什么，逐条记下，只能增加；里面<b>没有</b>
        姓名和号码。末条随同步送平台保存。
      </p>
      {trouble && <p className="tone-no">{trouble}</p>}
      {view && (
        <>
          <AuditFacts state={view.state} beside={view.beside} />
          <div className="buttons">
            <Button loading={busy} onClick={() => void verify()}>
              逐条核对
            </Button>
            <Button onClick={() => void more()}>{entries === null ? '查看逐条记录' : '更早的记录'}</Button>
          </div>
          <RevealTable view={view} nameOf={nameOf} />
        </>
      )}
      {entries && <EntryTable entries={entries} nameOf={nameOf} />}
    </section>
  );
}

/** The log in figures, and in sentences what is wrong with it. */
export function AuditFacts({ state, beside }: { state: AuditState | null; beside: readonly Trouble[] }) {
  if (state === null) return null;
  const said = [
    ...(state.trouble ? [state.trouble.text] : []),
    ...beside.map(({ text }) => text),
    ...state.findings.map(({ text, stated }) => (stated ? `以前发现：${text}` : text)),
  ];
  return (
    <>
      <dl className="facts">
        <dt>记录</dt>
        <dd className="number">
          {state.entries.toLocaleString('zh-CN')} 条，{state.files} 个文件
        </dd>
        <dt>末条校验值</dt>
        <dd className="number">{state.head.n === 0 ? '（无）' : state.head.hash.slice(0, 16)}</dd>
        <dt>平台锚点</dt>
        <dd className={state.anchoring === 'contradicted' ? 'tone-no' : undefined}>
          {state.anchor === null ? '' : `第 ${state.anchor.n} 条，${shortMoment(state.anchor.at)}。`}
          {ANCHORING[state.anchoring]}
        </dd>
        <dt>上次核对</dt>
        <dd>{state.verifiedAt === '' ? '（无）' : longMoment(state.verifiedAt)}</dd>
      </dl>
      {said.length === 0 ? (
        <p className="tone-ok" role="status">
          没有发现改动或缺失。
        </p>
      ) : (
        <ul className="tone-no" role="status">
          {said.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function RevealTable({ view, nameOf }: { view: AuditView; nameOf: (id: string | null) => string }) {
  if (view.reveals.length === 0) return null;
  return (
    <table className="plain-table">
      <caption className="mute">
        {view.everybody ? '每人每天的查看次数' : '您每天的查看次数'}（近 31 个有查看的日子）
      </caption>
      <thead>
        <tr>
          <th scope="col">日期</th>
          <th scope="col">经办人</th>
          <th scope="col">号码</th>
          <th scope="col">材料图片</th>
          <th scope="col">打印</th>
          <th scope="col">导出</th>
        </tr>
      </thead>
      <tbody>
        {view.reveals.map((row) => (
          <tr key={`${row.day}/${row.clerk}`}>
            <td className="nowrap number">{row.day}</td>
            <td>{nameOf(row.clerk)}</td>
            <td className="number">{row.revealed}</td>
            <td className="number">{row.looked}</td>
            <td className="number">{row.issued}</td>
            <td className="number">{row.exported}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function EntryTable({
  entries,
  nameOf,
}: {
  entries: readonly AuditEntry[];
  nameOf: (id: string | null) => string;
}) {
  return (
    <table className="plain-table access-table">
      <thead>
        <tr>
          <th scope="col">序号</th>
          <th scope="col">时间</th>
          <th scope="col">经办人</th>
          <th scope="col">事项</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.n}>
            <td className="number">{entry.n}</td>
            <td className="nowrap">{shortMoment(entry.at)}</td>
            <td>{nameOf(entry.clerk)}</td>
            <td>{actText(entry.did)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
