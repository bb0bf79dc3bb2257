import { ulid } from 'ulid';
import { generateTownship, TODAY } from '#fixtures/township';
import type { OperationDraft } from '#shared/domain/operation';
import type { Person } from '#shared/domain/person';
import { type PlatformRecord, recordKey } from '#shared/domain/record';
import { canonicalJson, sha256Hex } from '#shared/json';
import { matterOf } from '#shared/matters/index';

/** People of the sample township, each used for one operation, so that effects can be counted person by person. */
export class CrashPeople {
  private readonly records = new Map<string, PlatformRecord>();
  private readonly waiting: Person[];
  private phones = 0;

  constructor(shuffle: (persons: Person[]) => Person[]) {
    const persons: Person[] = [];
    for (const record of generateTownship()) {
      this.records.set(recordKey(record), record);
      if (record.kind === 'person' && isPlain(record)) persons.push(record);
    }
    this.waiting = shuffle(persons);
  }

  next(): Person {
    const person = this.waiting.pop();
    if (person === undefined) throw new Error('nobody is left in the township');
    return person;
  }

  /** The version of a person's record before anybody touched it. */
  versionOf(id: string): number {
    return this.person(id).version;
  }

  private person(id: string): Person {
    const record = this.records.get(recordKey({ kind: 'person', id }));
    if (record?.kind !== 'person') throw new Error(`${id} is nobody of the township`);
    return record;
  }

  /** A telephone that belongs to nobody: the sample's own range. */
  nextPhone(): string {
    this.phones += 1;
    return `154008${String(this.phones).padStart(5, '0')}`;
  }

  /** The operation as the window would make it. */
  phoneChange(person: Person): OperationDraft {
    const body = { personId: person.id, note: '本人来电更正', phone: this.nextPhone() };
    return {
      v: 2,
      saga: null,
      opId: ulid(),
      matter: 'RES_CHANGE',
      subjects: [{ kind: 'person', id: person.id }],
      base: matterOf('RES_CHANGE').base(body, this.records),
      body,
      bodyHash: sha256Hex(canonicalJson(body)),
      forecast: {
        decision: 'ALLOW',
        rules: ['R-CHG-01'],
        book: 'crash-test',
        asOf: `${TODAY}T08:00:00+08:00`,
        warnReason: null,
      },
      day: TODAY,
      clerk: 'C1',
      supersedes: null,
    };
  }
}

/** Somebody whose telephone can be changed without a word of warning. */
const isPlain = (person: Person): boolean =>
  person.survival === '1' &&
  person.certNo !== null &&
  /^\d{17}[\dX]$/.test(person.certNo) &&
  person.phone !== null &&
  person.elsewhere.length === 0 &&
  person.enrolments.some(({ scheme, status }) => scheme === 'RES' && status === 'ACTIVE');
