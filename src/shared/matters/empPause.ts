import { statusMatter } from './statusMatter';

/** 职工暂停参保: leaving a unit by transfer, resignation, discipline, sentence, missing (R-END-01). */
export const empPause = statusMatter('EMP_PAUSE', 'EMP', 'PAUSED');
