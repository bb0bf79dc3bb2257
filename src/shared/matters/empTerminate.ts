import { statusMatter } from './statusMatter';

/** 职工终止参保: death, settling abroad, relation transferred out (R-END-02). */
export const empTerminate = statusMatter('EMP_TERMINATE', 'EMP', 'TERMINATED');
