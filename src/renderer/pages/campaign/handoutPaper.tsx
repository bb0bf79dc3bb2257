import { type HandoutState, isOverdue } from '#shared/campaign/handout';
import { longMoment } from '../../ui/moments';
import { Signatures } from '../../ui/papers/parts';
import type { PaperSheet } from '../../ui/print/sheet';
import { tableBlocks } from '../../ui/print/tableBlocks';
import { endWords, FORM_WORDS, TIER_WORDS } from './handoutWords';

export const HANDOUT_TITLE = '花名册领用登记簿';
/** Lines that stay together: the longest texts fill a third of a page. */
const LINES = 3;

/** 领用登记簿 as sheets, those shown in the order in which they are shown. */
export function handoutPaper(
  states: readonly HandoutState[],
  of: { office: string; clerk: string; day: string },
): PaperSheet {
  const head = ['领用', '范围', '用途与形式', '领用人', '原因与页眉', '应交回', '去向'];
  const lines = states.map((state) => {
    const { handout, end } = state;
    const late = isOverdue(state, of.day) ? '（逾期）' : '';
    return [
      `${longMoment(handout.at)} 经办 ${handout.clerk.name}`,
      `${handout.batchNo ? `第 ${handout.batchNo} 批 ` : ''}${handout.place}`,
      `${TIER_WORDS[handout.tier]} ${FORM_WORDS[handout.form]} ${handout.copies} 份 ${handout.people} 人`,
      handout.receiver,
      [handout.reason, handout.watermark].filter(Boolean).join('；'),
      `${handout.due}${late}`,
      end ? endWords(end) : '在外',
    ];
  });
  return {
    title: HANDOUT_TITLE,
    mark: `制表日期 ${of.day}`,
    foot: of.office,
    names: states.map(({ handout }) => ({ text: handout.receiver, of: '领用人的姓名' })),
    blocks: [
      { key: 'title', node: <h1>{HANDOUT_TITLE}</h1>, keepWithNext: true },
      ...tableBlocks('领用、交回、销毁、遗失', head, lines, '没有要登记的。', {
        also: 'handout-sheet',
        most: LINES,
      }),
      {
        key: 'signatures',
        node: <Signatures of={[{ label: '经办人', text: of.clerk }, { label: '负责人' }]} />,
      },
    ],
  };
}
