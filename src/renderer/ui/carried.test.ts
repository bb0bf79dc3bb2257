import { expect, test } from 'vitest';
import { Carried } from './carried';

test('[VS10] what is carried is the last that was left, and the oldest goes first', () => {
  const carried = new Carried<number>();
  for (let n = 0; n < 200; n++) carried.keep(`k${n}`, n);
  carried.keep('k0', 1000);
  carried.keep('new', 1);
  expect(carried.get('k0')).toBe(1000);
  expect(carried.get('k1')).toBeUndefined();
  expect(carried.get('k2')).toBe(2);
  expect(carried.get('new')).toBe(1);
});
