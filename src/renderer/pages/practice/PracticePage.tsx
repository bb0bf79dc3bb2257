import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Trouble } from '#shared/host';
import type { PracticeState } from '#shared/practice/practice';
import type { Result } from '#shared/result';
import { Empty } from '../../ui/Empty';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { CurrentLesson } from './CurrentLesson';
import { LessonList } from './LessonList';
import { Troubles } from './Troubles';

/** What every part of the page may do, and what came of the last try. */
export interface PracticeHands {
  readonly state: PracticeState;
  run(work: Promise<Result<unknown, Trouble>>): void;
  readonly busy: boolean;
}

/** 练习: lessons, and troubles brought about on purpose. */
export default function PracticePage() {
  const desk = useDesk();
  const navigate = useNavigate();
  const { practice: state, desk: about } = useDeskSnapshot();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  if (!about?.practice)
    return (
      <div className="card">
        <h1>练习</h1>
        <Empty title="现在不是练习模式">
          <p>练习从“设置”里进入。</p>
          <Button type="primary" onClick={() => navigate('/settings')}>
            去设置
          </Button>
        </Empty>
      </div>
    );
  if (!state) return <p className="mute">正在读取练习进度…</p>;
  const run = (work: Promise<Result<unknown, Trouble>>) => {
    setBusy(true);
    void work.then((done) => {
      setBusy(false);
      setTrouble(done.ok ? null : done.error.text);
    });
  };
  const hands: PracticeHands = { state, run, busy };
  const learnt = state.lessons.filter(({ doneAt }) => doneAt !== null).length;
  return (
    <>
      <div className="page-head">
        <h1>练习</h1>
        <span className="tag number">
          学会 {learnt} / {state.lessons.length} 课
        </span>
        <span className="tag number">第 {state.village} 个练习村</span>
        <div className="push buttons">
          <Popconfirm
            title="把练习村恢复原样？"
            description="练习中办过的业务会全部删掉，程序重新打开。学会了哪几课仍然记着；正式数据不受影响。"
            okText="恢复原样"
            cancelText="不恢复"
            onConfirm={() => run(desk.practice.reset())}
          >
            <Button>练习村恢复原样…</Button>
          </Popconfirm>
          <Button onClick={() => run(desk.practice.leave())}>离开练习</Button>
        </div>
      </div>
      {(trouble ?? state.trouble) && (
        <p className="tone-no" role="alert">
          ⚠ {trouble ?? state.trouble}
        </p>
      )}
      <div className="cards two">
        <LessonList {...hands} />
        <div className="cards">
          <CurrentLesson {...hands} />
          <Troubles {...hands} />
        </div>
      </div>
    </>
  );
}
