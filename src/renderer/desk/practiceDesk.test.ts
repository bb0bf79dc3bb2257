import { expect, test } from 'vitest';
import type { PracticeState } from '#shared/practice/practice';
import { laterOf } from './practiceDesk';

const said = (told: number): PracticeState => ({
  told,
  village: 1,
  lineIsCut: false,
  powerCutIsSet: false,
  lessons: [],
  current: null,
  ready: true,
  trouble: null,
});

test('[PM15] an answer that reaches the window after younger news does not take a step back', () => {
  expect(laterOf(said(3), said(2))?.told).toBe(3);
  expect(laterOf(said(3), said(3))?.told).toBe(3);
  expect(laterOf(said(3), said(4))?.told).toBe(4);
  expect(laterOf(null, said(1))?.told).toBe(1);
  expect(laterOf(said(3), null)).toBeNull();
});
