import { expect, test } from 'vitest';
import { idleLock } from './idleLock';

function desk(minutes: number) {
  let now = 0;
  let work = () => {};
  let locks = 0;
  let ended = false;
  const lock = idleLock({
    minutes,
    ticks: () => now,
    onIdle: () => locks++,
    every: (_ms, look) => {
      work = look;
      return () => {
        ended = true;
      };
    },
  });
  return {
    lock,
    pass: (ms: number) => {
      now += ms;
      work();
      return locks;
    },
    ended: () => ended,
  };
}

test('[VA28] left alone for the minutes that are set the desk locks itself, and again after as many', () => {
  const { pass } = desk(5);
  expect(pass(299_999)).toBe(0);
  expect(pass(1)).toBe(1);
  expect(pass(299_999)).toBe(1);
  expect(pass(1)).toBe(2);
});

test('[VA28] a key or a movement in the window begins the time anew', () => {
  const { lock, pass, ended } = desk(1);
  expect(pass(59_000)).toBe(0);
  lock.awake();
  expect(pass(59_000)).toBe(0);
  expect(pass(1_000)).toBe(1);
  lock.stop();
  expect(ended()).toBe(true);
});
