import { expect, test } from 'vitest';
import { deliveredWords, exportedWords, planWords, readWords, sizeWords } from './bagWords';

const plan = { number: 3, operations: 12, again: 0, bytes: 12_000, left: 0, trouble: null, out: [] };

test('[BG51] before a bag is made its number, operations, size, and what stays are told', () => {
  expect(planWords(plan)).toBe('第 3 号离线包将装入 12 笔业务，文件约 24 KB。');
  expect(planWords({ ...plan, again: 2, left: 4 })).toContain('其中 2 笔已在以前的包里');
  expect(planWords({ ...plan, left: 4 })).toContain('另有 4 笔');
  expect(planWords({ ...plan, operations: 0 })).toContain('没有要装进离线包的业务');
  expect(sizeWords(3_400_000)).toBe('3.4 MB');
});

test('[BG51] after each step the window tells what was done, and what to do now', () => {
  const written = { path: 'E:/离线包.cbbag', number: 3, operations: 12 };
  expect(exportedWords(written)).toContain('E:/离线包.cbbag');
  expect(exportedWords({ ...written, path: null })).toContain('没有导出');
  expect(deliveredWords(written)).toContain('请拿回原电脑');
  expect(deliveredWords({ ...written, path: null })).toContain('再代送一次');
  const read = { number: 3, settled: 12, failed: 1, back: 2, missing: [1, 2] };
  expect(readWords(read)).toBe(
    '第 3 号离线包的答复已读入：12 笔有了结果，其中 1 笔平台没有办，请到“待办”处理。2 笔平台还没有办（等前面的业务），已回到待上传。平台没有收到过第 1、2 号包；其中还在等答复的业务，可以再导出或收回。',
  );
  expect(readWords({ ...read, settled: 0, failed: 0, back: 0, missing: [] })).toContain('已经读入过');
});
