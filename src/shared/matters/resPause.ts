import { statusMatter } from './statusMatter';

/** 居民暂停参保: a resident leaves for a while: employment, moving, sentence, missing … (R-STA-02). */
export const resPause = statusMatter('RES_PAUSE', 'RES', 'PAUSED');
