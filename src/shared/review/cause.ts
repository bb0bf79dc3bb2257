/** Why an operation is re-checked: its matter, the sample, because it was returned once, or because a step of its saga is. */
export const REVIEW_CAUSES = ['matter', 'sample', 'again', 'saga'] as const;
export type ReviewCause = (typeof REVIEW_CAUSES)[number];

/** In a clerk's words. */
export const CAUSE_TEXTS: Readonly<Record<ReviewCause, string>> = {
  matter: '这类业务每笔都复核',
  sample: '按风险抽中复核',
  again: '退回后重办，再次复核',
  saga: '同一联办中的其他步骤要复核',
};
