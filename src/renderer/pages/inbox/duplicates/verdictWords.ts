import type { FindingVerdict } from '../../../desk/duplicateDesk';

export const VERDICT_WORDS: Readonly<Record<FindingVerdict, string>> = {
  same: '是同一人',
  different: '不是同一人',
  undecided: '现在还不能确定',
};
