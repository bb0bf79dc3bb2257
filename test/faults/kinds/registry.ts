import { DISK } from './disk';
import type { CoveredFault, FaultKind, InjectedFault } from './kind';
import { LINE } from './line';
import { PLATFORM } from './platform';
import { POWER_AND_PROCESSES } from './powerAndProcesses';

const COVERED: readonly CoveredFault[] = [
  {
    id: 'F9',
    kind: 'covered',
    what: 'an upgrade of the browser store is blocked, or the program dies in the middle of it',
    why: 'an upgrade is a transaction of the browser’s own: it is held up, and killed in its middle, in a real Chromium',
    by: [
      { file: 'test/e2e/upgrade.spec.ts', title: '[ST60]' },
      { file: 'test/e2e/upgrade.spec.ts', title: '[ST62]' },
      { file: 'src/renderer/store/stores.test.ts', title: '[ST8]' },
      { file: 'src/renderer/store/stores.test.ts', title: '[ST9]' },
    ],
  },
  {
    id: 'F12',
    kind: 'covered',
    what: 'a second instance on the same data, a stale lock file',
    why: 'the lock belongs to the operating system and to the folder of the embedded platform',
    by: [{ file: 'src/platform/database/folderLock.test.ts', title: '[PF' }],
  },
  {
    id: 'F23',
    kind: 'covered',
    what: 'transactions commit out of the order of their numbers',
    why: 'PGlite has one connection; PostgreSQL is needed',
    by: [{ file: 'src/platform/testing/suites/concurrency.ts', title: '[PF' }],
  },
  {
    id: 'F33',
    kind: 'covered',
    what: 'an update with 5,000 operations waiting, then a downgrade',
    why: 'it takes the program as version 0.1.0 left its store',
    by: [
      { file: 'test/month/month.spec.ts', title: '[WD11]' },
      { file: 'src/main/journal/olderJournal.test.ts', title: '[JR20] [JR22]' },
      { file: 'src/renderer/store/stores.test.ts', title: '[ST8]' },
    ],
  },
  {
    id: 'F37',
    kind: 'covered',
    what: '400 devices come back at once',
    why: 'one process holds two machines; the spread is a property of the pure core',
    by: [{ file: 'test/faults/return.test.ts', title: '[FT9]' }],
  },
];

/** Every fault of the plan, F1 to F39, in order. */
export const FAULTS: readonly FaultKind[] = [
  ...POWER_AND_PROCESSES,
  ...DISK,
  ...LINE,
  ...PLATFORM,
  ...COVERED,
].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));

export const INJECTED: readonly InjectedFault[] = FAULTS.filter((fault) => fault.kind === 'injected');
