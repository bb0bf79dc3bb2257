import { Button } from 'antd';
import type { PracticeTrouble } from '#shared/practice/practice';
import { useDesk } from '../../ui/useDesk';
import { DOING } from './doing';
import type { PracticeHands } from './PracticePage';

/** Troubles for whoever practises freely, or teaches: what is so now, and the button that changes it. */
export function Troubles({ state, run, busy }: PracticeHands) {
  const desk = useDesk();
  const button = (trouble: PracticeTrouble, words = DOING[trouble]) => (
    <Button disabled={busy || !state.ready} onClick={() => run(desk.practice.bringAbout(trouble))}>
      {words}
    </Button>
  );
  return (
    <section className="card" aria-label="制造情况">
      <h2>制造情况</h2>
      <ul className="rows">
        <li>
          <span className="grow">
            <b>断网</b>：{state.lineIsCut ? '网络断着，练习平台已停。' : '网络通着。'}
          </span>
          {button(state.lineIsCut ? 'restore' : 'cut')}
        </li>
        <li>
          <span className="grow">
            <b>断电</b>：{state.powerCutIsSet ? '已安排，下一次受理保存后程序会被掐断。' : '没有安排。'}
          </span>
          {button(state.powerCutIsSet ? 'noPowerCut' : 'powerCut')}
        </li>
        <li>
          <span className="grow">
            <b>冲突</b>：让县里抢先改课中这个人的电话，网络会断一下。
          </span>
          {button('county', '制造冲突')}
        </li>
        <li>
          <span className="grow">
            <b>退回、重复参保</b>：登记只有平台知道情况的人，见第 3 课和第 6 课。
          </span>
        </li>
      </ul>
    </section>
  );
}
