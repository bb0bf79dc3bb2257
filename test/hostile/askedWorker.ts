import { prototypes } from '../../src/main/frozenPrototypes';

/**
 * Runs one of the program's workers (`CANBAO_TEST_WORKER`: path of its entry) and sends, beside what it answers, what became of the
 * prototypes of this very process by then.
 */
const all = [...prototypes(), RegExp.prototype];
const keysOf = (): string[][] => all.map((one) => Reflect.ownKeys(one).map(String));
const before = keysOf();
const port = process.parentPort;
const send = port.postMessage.bind(port);
port.postMessage = (answer: unknown) => {
  const changed = keysOf().flatMap((keys, i) => {
    const had = before[i] ?? [];
    return [
      ...keys.filter((key) => !had.includes(key)).map((key) => `+${key}`),
      ...had.filter((key) => !keys.includes(key)).map((key) => `-${key}`),
    ];
  });
  const open = all.filter((one) => !Object.isFrozen(one)).map((one) => one.constructor.name);
  send({ answer, changed, open });
};
await import(process.env.CANBAO_TEST_WORKER ?? '');
