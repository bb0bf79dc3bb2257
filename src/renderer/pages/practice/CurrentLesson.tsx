import { Button } from 'antd';
import { lessonOf } from '#shared/practice/lessons';
import { Empty } from '../../ui/Empty';
import { useDesk } from '../../ui/useDesk';
import { DOING } from './doing';
import type { PracticeHands } from './PracticePage';
import { useCursor } from './useCursor';

/** The lesson under way: which steps are reached, what is next, and at the end what was learnt. */
export function CurrentLesson({ state, run, busy }: PracticeHands) {
  const desk = useDesk();
  const { current } = state;
  const at = current?.steps.findIndex(({ reached }) => !reached) ?? -1;
  const doing = useCursor(!busy, `${current?.code}/${at}`);
  if (!current)
    return (
      <section className="card" aria-label="正在练的课">
        <h2>正在练的课</h2>
        <Empty title="还没有开始">
          在左边选一课开始。做到哪一步由程序按真实的业务状态判断，不用自己打勾。
        </Empty>
      </section>
    );
  const lesson = lessonOf(current.code);
  return (
    <section className="card" aria-label="正在练的课">
      <h2>正在练的课：{lesson.title}</h2>
      <p className="mute">{lesson.goal}</p>
      <ol className="lesson-steps">
        {current.steps.map((step, index) => (
          <li key={step.text} aria-current={index === at ? 'step' : undefined}>
            <span className={step.reached ? 'tone-ok' : index === at ? '' : 'mute'}>
              {step.reached ? '✓ 做到　' : index === at ? '▶ 现在　' : ''}
              {step.text}
            </span>
            {index === at && step.trouble && (
              <div className="buttons">
                <Button
                  ref={doing}
                  type="primary"
                  disabled={busy}
                  onClick={() => step.trouble && run(desk.practice.bringAbout(step.trouble))}
                >
                  {DOING[step.trouble]}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      {current.learnt !== null && (
        <div className="finding info" role="status">
          <b>做到了。</b>
          {current.learnt}
        </div>
      )}
    </section>
  );
}
