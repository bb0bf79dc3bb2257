import { type Deadline, daysLeft } from '#shared/deadlines/deadline';
import { useDesk, useDeskSnapshot } from './useDesk';

const NEAR_DAYS = 7;

/** `12-01 止（还剩 9 天）`, and what is lost after it; nothing where no deadline runs. */
export function DeadlineTag({ deadline, onShow }: { deadline: Deadline | null; onShow?: () => void }) {
  const desk = useDesk();
  const { day } = useDeskSnapshot();
  if (deadline === null) return null;
  const near = daysLeft(deadline, day) <= NEAR_DAYS;
  const look = `tag number ${near ? 'no' : 'warn'}`;
  const said = `${deadline.reason.text}过后：${deadline.lost}。`;
  const words = `${deadline.last} 止（${desk.deadlines.left(deadline)}）`;
  return onShow ? (
    <button type="button" className={`${look} tag-button`} title={said} onClick={onShow}>
      {words} ›
    </button>
  ) : (
    <span className={look} title={said}>
      {words}
    </span>
  );
}
