import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { inventedPack } from './inventedPack';
import { LineState } from './LineState';
import { FailureScreen } from './Opening';
import { PersonSearch } from './PersonSearch';
import { StandingBands } from './StandingBands';
import { searchRoute } from './searchText';
import { useDesk, useDeskSnapshot } from './useDesk';
import { useHotkey } from './useHotkey';

/** Left rail, top bar with search and the state of the line, and the page. */
export function Frame({ children }: { children: ReactNode }) {
  const desk = useDesk();
  const { desk: state } = useDeskSnapshot();
  const navigate = useNavigate();
  const search = useRef<HTMLInputElement>(null);
  useHotkey({ key: 'k', ctrl: true }, () => {
    search.current?.focus();
    search.current?.select();
  });
  // Each press is a new state, so that the menu takes the cursor also where it is shown already.
  useHotkey({ key: 'f2' }, () => navigate('/counter', { state: { menu: performance.now() } }));
  useHotkey({ key: 'l', ctrl: true }, () => void desk.lock());
  const town = state?.jurisdiction?.name;
  return (
    <div className="frame">
      <Bands />
      <header className="top">
        <div className="top-brand" title={town}>
          参保台{town ? ` · ${town}` : ''}
        </div>
        <div className="top-search">
          <PersonSearch
            inputRef={search}
            label="查找人员"
            placeholder="身份证号 / 姓名 / 拼音 / 手机 / 户号"
            hint="Ctrl K"
            onPick={(hit) => navigate(`/persons/${encodeURIComponent(hit.id)}`)}
            onHousehold={(id) => navigate(`/households/${encodeURIComponent(id)}`)}
            onAll={(query) => navigate(...searchRoute(query))}
          />
        </div>
        <LineState />
        <span className="clerk" title={state?.clerk.name}>
          {state?.clerk.name}
        </span>
        <span className="help-key mute">
          帮助 <kbd>F1</kbd>
        </span>
        <Button onClick={() => void desk.lock()} aria-keyshortcuts="Control+L">
          锁屏 <kbd>Ctrl L</kbd>
        </Button>
      </header>
      <Rail />
      <main className="stage" id="stage">
        <FailureScreen>{children}</FailureScreen>
      </main>
    </div>
  );
}

function Rail() {
  const { counts, desk } = useDeskSnapshot();
  return (
    <nav className="rail" aria-label="主导航">
      <NavLink to="/" end>
        今日
      </NavLink>
      <NavLink to="/counter">窗口受理</NavLink>
      <NavLink to="/persons">人员</NavLink>
      <NavLink to="/units">单位</NavLink>
      <NavLink to="/campaign">入户专项</NavLink>
      <NavLink to="/inbox">
        待办
        {counts.needsClerk > 0 && (
          <span className="count alert" title="需要经办人处理">
            {counts.needsClerk}
          </span>
        )}
        {counts.reviewing > 0 && (
          <span className="count" title="待复核">
            {counts.reviewing}
          </span>
        )}
      </NavLink>
      <NavLink to="/sync">
        同步
        {counts.queued > 0 && (
          <span className="count" title="待上传">
            {counts.queued}
          </span>
        )}
      </NavLink>
      <NavLink to="/statistics">统计</NavLink>
      <NavLink to="/policy">政策</NavLink>
      {desk?.practice && <NavLink to="/practice">练习</NavLink>}
      <NavLink to="/settings">设置</NavLink>
    </nav>
  );
}

/** What holds for every page: that this is the trial, and what was found at start. */
function Bands() {
  const desk = useDesk();
  const { desk: state, findings, day, trouble, delivery } = useDeskSnapshot();
  const chain = delivery?.chain;
  const invented = inventedPack(state?.jurisdiction?.region ?? null);
  return (
    <aside className="bands" aria-label="提示">
      {state?.mode === 'trial' && !state.practice && (
        <div className="band" role="note">
          <span>
            <b>试用模式</b> · {state.jurisdiction?.name ?? '青禾镇'}为虚构样本 · 参数 QH-SYN 为虚构 · 业务日期{' '}
            {day}
          </span>
        </div>
      )}
      {state?.mode !== 'trial' && invented && (
        <div className="band" role="note">
          <span>
            本辖区的政策参数（{invented}）为<b>虚构</b>，只供演示，不能用于真实业务 · 业务日期 {day}
          </span>
        </div>
      )}
      {trouble && (
        <div className="band bad" role="alert">
          <span>⚠ {trouble.text}</span>
        </div>
      )}
      {chain?.text && !chain.accepts && (
        <div className="band bad" role="alert">
          <span>⚠ {chain.text}</span>
          <NavLink to="/sync">去“同步”页</NavLink>
        </div>
      )}
      <StandingBands />
      {findings.map((finding) => (
        <div className="band bad" role="alert" key={finding.code + finding.text}>
          <span>⚠ {finding.text}</span>
          <Button onClick={() => desk.dismissFindings()}>知道了</Button>
        </div>
      ))}
    </aside>
  );
}
