import { Button, Input } from 'antd';
import { useState } from 'react';
import { isCivilDate } from '#shared/domain/civilDate';
import { longMoment } from '../../ui/moments';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { AccessCard } from './AccessCard';
import { AuditCard } from './AuditCard';
import { BackupCard } from './BackupCard';
import { DiagnosticsCard } from './DiagnosticsCard';
import { MigrationCard } from './MigrationCard';
import { PolicyCard } from './PolicyCard';
import { PracticeCard } from './PracticeCard';
import { ReaderCard } from './ReaderCard';
import { RuleBookCard } from './RuleBookCard';
import { UpdateCard } from './UpdateCard';
import { VaultCard } from './vault/VaultCard';

const MODES = { trial: '试用（内置样本平台）', platform: '已登记，连接平台', new: '未登记' } as const;

/** 设置: which desk this is, what it is answerable for, by which book it decides. */
export default function SettingsPage() {
  const desk = useDesk();
  const { desk: state, mirror } = useDeskSnapshot();
  if (!state) return <p className="mute">正在读取…</p>;
  return (
    <>
      <div className="page-head">
        <h1>设置</h1>
      </div>
      <div className="cards two">
        <div className="cards">
          <section className="card">
            <h2>终端登记</h2>
            <dl className="facts">
              <dt>方式</dt>
              <dd>{state.practice ? '练习（虚构村子，练习平台）' : MODES[state.mode]}</dd>
              <dt>终端名称</dt>
              <dd>{state.deviceName ?? '（无）'}</dd>
              <dt>终端编号</dt>
              <dd className="number">{state.device ?? '（无）'}</dd>
              <dt>平台地址</dt>
              <dd>{state.platformUrl ?? '（无）'}</dd>
              <dt>经办人</dt>
              <dd>
                {state.clerk.name}（{state.clerk.id}）
              </dd>
              <dt>软件版本</dt>
              <dd className="number">{state.version}</dd>
            </dl>
          </section>
          <section className="card">
            <h2>管辖范围</h2>
            <dl className="facts">
              <dt>名称</dt>
              <dd>{state.jurisdiction?.name ?? '（无）'}</dd>
              <dt>县区代码</dt>
              <dd className="number">{state.jurisdiction?.region ?? '（无）'}</dd>
              <dt>乡镇、村代码</dt>
              <dd className="number">{state.jurisdiction?.prefixes.join('、') ?? '（无）'}</dd>
              <dt>本机资料</dt>
              <dd className="number">
                {mirror
                  ? `${mirror.persons.toLocaleString('zh-CN')} 人，截至 ${longMoment(mirror.asOf)}`
                  : '还没有下载'}
              </dd>
            </dl>
          </section>
          <VaultCard />
          <ReaderCard />
          <PolicyCard />
          <MigrationCard />
          <PracticeCard />
          <BackupCard />
          <AccessCard />
          {!state.practice && <UpdateCard />}
          <AuditCard />
          <DiagnosticsCard />
          <BusinessDay fixed={state.todayIsFixed} onSet={(day) => desk.setDay(day)} />
        </div>
        <RuleBookCard />
      </div>
    </>
  );
}

function BusinessDay({ fixed, onSet }: { fixed: boolean; onSet: (day: string) => void }) {
  const { day } = useDeskSnapshot();
  const [text, setText] = useState(day);
  const good = isCivilDate(text);
  return (
    <section className="card">
      <h2>业务日期</h2>
      <p>
        现在按 <b className="number">{day}</b> 办理。{fixed && '试用样本的日期是固定的，不随电脑时间变化。'}
      </p>
      <div className="buttons">
        <Input
          style={{ width: 160 }}
          aria-label="业务日期"
          value={text}
          maxLength={10}
          status={good ? '' : 'error'}
          onChange={(event) => setText(event.target.value.trim())}
        />
        <Button disabled={!good || text === day} onClick={() => onSet(text)}>
          改为这一天
        </Button>
        {!good && <span className="tone-no">日期应写成 2026-11-22 这样，且确有这一天。</span>}
      </div>
    </section>
  );
}
