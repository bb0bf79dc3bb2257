import { changeMatter } from './changeMatter';

/** 居民信息变更. */
export const resChange = changeMatter('RES_CHANGE');
