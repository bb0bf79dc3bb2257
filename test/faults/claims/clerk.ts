import { closedIn, onEach, operationsIn } from './about';
import type { Claim } from './claim';

/** What holds of what the clerk is told. */
export const CLERK: readonly Claim[] = [
  {
    id: 'I25',
    kind: 'checked',
    claim: 'a jump of the clock changes no order: counters of entries rise by one',
    check: onEach(({ file }) =>
      file.every(({ at }, i) => i === 0 || at.counter === (file[i - 1]?.at.counter ?? 0) + 1)
        ? []
        : ['the counters do not rise by one'],
    ),
  },
  {
    id: 'I27',
    kind: 'checked',
    claim: 'what could not be saved is said in a sentence and the form is still there',
    check: onEach(({ witness, file }) => [
      ...witness.unsaved
        .filter(({ text, formThere }) => !formThere || !/[。！]$/.test(text))
        .map(({ text }) => `not saved and not well said: ${text}`),
      ...(new Set(operationsIn(file).map(({ opId }) => opId)).size === operationsIn(file).length
        ? []
        : ['an operation is in the file twice']),
    ]),
  },
  {
    id: 'I29',
    kind: 'checked',
    claim: 'logs and sentences carry no certificate number and no name',
    check: ({ run, machines }) => {
      const names = [...run.folk.persons.map(({ name }) => name)];
      const said = [...run.log, ...machines.flatMap(({ witness }) => [...witness.sentences])];
      return said
        .filter((text) => /\d{17}[\dX]/.test(text) || names.some((name) => text.includes(name)))
        .map((text) => `said: ${text.slice(0, 80)}`);
    },
  },
  {
    id: 'I31',
    kind: 'checked',
    claim:
      'what was refused, in conflict or set aside stands in the inbox until it is dealt with, with both values',
    check: onEach(({ operations, inbox, file }) => {
      const shown = new Map(inbox.map(({ operation }) => [operation.operation.opId, operation]));
      return operations.flatMap(({ operation, verdict, delivery }) => {
        const failed =
          ['refused', 'conflict', 'invalid', 'id-reused'].includes(verdict?.outcome ?? '') ||
          delivery?.state === 'quarantined';
        if (!failed || closedIn(file, operation.opId) !== null) return [];
        const item = shown.get(operation.opId);
        if (item === undefined) return [`operation ${operation.seq} failed and is not in the inbox`];
        const { verdict: told } = item;
        if (told?.outcome !== 'conflict' || told.why !== 'FIELDS_CHANGED') return [];
        const both = told.fields.every((field) => 'desk' in field && 'platform' in field);
        return both ? [] : [`the conflict of operation ${operation.seq} shows one side only`];
      });
    }),
  },
];
