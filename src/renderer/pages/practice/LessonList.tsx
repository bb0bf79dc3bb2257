import { Button } from 'antd';
import { longMoment } from '../../ui/moments';
import { useDesk } from '../../ui/useDesk';
import type { PracticeHands } from './PracticePage';
import { useCursor } from './useCursor';

/** The lessons in their order; the first that was not reached yet has the cursor. */
export function LessonList({ state, run, busy }: PracticeHands) {
  const desk = useDesk();
  const isUnderWay = state.current !== null && state.current.learnt === null;
  const next = state.lessons.find(({ doneAt }) => doneAt === null)?.code;
  const start = useCursor(state.ready && !busy && !isUnderWay, next ?? '');
  return (
    <section className="card" aria-label="课程">
      <h2>课程</h2>
      {!state.ready && (
        <p className="mute" role="status">
          练习平台正在启动，等顶栏写“在线”后就可以开始。
        </p>
      )}
      <ol className="rows lessons">
        {state.lessons.map((lesson, at) => (
          <li key={lesson.code}>
            <div className="grow">
              <b>
                {at + 1}　{lesson.title}
              </b>
              <div className="mute">{lesson.goal}</div>
              {lesson.doneAt !== null && (
                <div className="tone-ok number">✓ {longMoment(lesson.doneAt)} 做到</div>
              )}
            </div>
            <Button
              // A button of antd keeps the ref it was made with: the one that comes next is a new button.
              key={lesson.code === next ? 'next' : 'other'}
              type={lesson.code === next ? 'primary' : 'default'}
              ref={lesson.code === next ? start : undefined}
              disabled={!state.ready || busy}
              aria-label={`${lesson.doneAt === null ? '开始' : '再练'}：${lesson.title}`}
              onClick={() => run(desk.practice.begin(lesson.code))}
            >
              {lesson.doneAt === null ? '开始' : '再练'}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
