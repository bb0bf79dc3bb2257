import type { Handout, HandoutEnd, HandoutState } from '#shared/campaign/handout';
import { shortMoment } from '../../ui/moments';

export const FORM_WORDS: Readonly<Record<Handout['form'], string>> = {
  workbook: '工作簿',
  households: '每户一份',
  paper: '纸质',
  pdf: 'PDF',
};
export const TIER_WORDS: Readonly<Record<Handout['tier'], string>> = {
  posting: '张贴（打码）',
  office: '内部（完整号码）',
};
export const END_WORDS: Readonly<Record<HandoutEnd['how'], string>> = {
  returned: '交回',
  destroyed: '销毁',
  lost: '遗失',
  unmade: '没有发出',
};

/** What became of it, who did it and who saw it. */
export const endWords = ({ how, on, by, witness, note }: HandoutEnd): string =>
  [
    how === 'unmade' ? END_WORDS.unmade : `${on} ${END_WORDS[how]}`,
    how !== 'unmade' && by ? `经手 ${by}` : '',
    witness ? `见证 ${witness}` : '',
    note,
  ]
    .filter(Boolean)
    .join('，');

export const outWords = ({ handout }: HandoutState): string =>
  `${shortMoment(handout.at)} ${handout.batchNo ? `第 ${handout.batchNo} 批` : '花名册'}（${handout.place}，${FORM_WORDS[handout.form]}）`;
