import { changeMatter } from './changeMatter';

/** 职工信息变更. */
export const empChange = changeMatter('EMP_CHANGE');
