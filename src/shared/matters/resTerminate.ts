import { statusMatter } from './statusMatter';

/** 居民终止参保: death, settling abroad, duplicate clean-up (R-STA-03). */
export const resTerminate = statusMatter('RES_TERMINATE', 'RES', 'TERMINATED');
