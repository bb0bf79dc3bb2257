import { expect, test } from 'vitest';
import { inventedPack } from './inventedPack';

test('[WI1] a region with invented values is named as such, and no other', () => {
  expect(inventedPack('220199')).toBe('QH-SYN');
  expect(inventedPack('220102')).toBeNull();
  expect(inventedPack(null)).toBeNull();
});
