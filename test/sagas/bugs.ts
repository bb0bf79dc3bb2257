import type { Patch } from '../faults/mutants';

/** A bug planted into the product's source, the course it shows in, and from which await on it soon does. */
export interface PlantedBug {
  readonly name: string;
  readonly course: string;
  readonly from: number;
  readonly patches: readonly Patch[];
}

const JOURNAL = 'src/main/journal/journal.ts';
const SERVICES = 'src/renderer/desk/sagaServices.ts';
const SAGA = 'src/shared/sync/saga.ts';
const APPEND = 'return this.file.append(groups.map((group) => sealGroup(this.options.codec, group)));';

/** Each must be found by ending the desk somewhere (`test/sagas/bugs.test.ts`). */
export const BUGS: readonly PlantedBug[] = [
  {
    name: 'the intent is not written ahead: the steps go out while the disk is still at work',
    course: 'EMP_PAUSE both',
    from: 0,
    patches: [
      {
        file: JOURNAL,
        from: 'const written = groups.length === 0 ? ok(undefined) : await this.append(groups);',
        to: 'const written: Result<void, Trouble> = ok(undefined); void this.append(groups);',
      },
    ],
  },
  {
    name: 'the journal has the first step before it has the second',
    course: 'EMP_PAUSE both',
    from: 0,
    patches: [
      {
        file: JOURNAL,
        from: APPEND,
        to: `return (async () => {
      for (const entry of groups.flat()) {
        const written = await this.file.append([sealGroup(this.options.codec, [entry])]);
        if (!written.ok) return written;
      }
      return ok(undefined);
    })();`,
      },
    ],
  },
  {
    name: 'the second step goes before the verdict on the first was read back',
    course: 'EMP_PAUSE the second step refused, the first',
    from: 0,
    patches: [
      {
        file: 'src/shared/sync/sagaProgress.ts',
        from: '  if (saga === null) return true;\n',
        to: '  if (saga !== null || saga === null) return true;\n',
      },
    ],
  },
  {
    name: 'what has to be taken back is forgotten with the program: given up first, reversed from memory',
    course: 'EMP_PAUSE the second step refused, the first',
    from: 40,
    patches: [
      {
        file: SERVICES,
        from: 'return reversals.ok ? giveUp(saga, reason, reversals.value) : reversals;',
        to: `if (!reversals.ok) return reversals;
    const givenUp = await giveUp(saga, reason);
    return givenUp.ok
      ? needs.endSaga({ reversals: reversals.value, withdrawn: [], dropped: [] }, reason)
      : givenUp;`,
      },
      {
        file: SAGA,
        from: "      state === 'broken' ||\n",
        to: "      (state === 'broken' && !steps.some((step) => step.state === 'ended')) ||\n",
      },
    ],
  },
];
