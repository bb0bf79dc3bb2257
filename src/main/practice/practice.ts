import type { Trouble } from '../../shared/host';
import { LESSONS, lessonOf, type PracticeFacts, reachedIn } from '../../shared/practice/lessons';
import type {
  LessonCode,
  PracticeCast,
  PracticePerson,
  PracticeState,
  PracticeTrouble,
} from '../../shared/practice/practice';
import type { Verdict } from '../../shared/protocol/verdict';
import { err, ok, type Result } from '../../shared/result';
import type { Delivery } from '../delivery/delivery';
import type { Journal } from '../journal/journal';
import type { PracticeBook } from './practiceBook';
import { practiceOperations } from './practiceFacts';
import type { PracticeLine } from './practiceLine';

export interface PracticeOptions {
  readonly book: PracticeBook;
  readonly journal: Journal;
  /** Device time, ISO. */
  readonly now: () => string;
  /** Ends this process at once, as a power cut would: nothing is closed, nobody is told. */
  readonly die: () => void;
  readonly onChange: (state: PracticeState) => void;
}

const NOT_READY: Trouble = {
  code: 'PRACTICE_STARTING',
  text: '练习平台还在启动，请等顶栏写“在线”后再开始。',
};
/** How many verdicts are read at a time. */
const VERDICTS_AT_ONCE = 200;
/** Invented numbers: no operator has this range. */
const countyPhone = (times: number): string => `1540099${String(1000 + (times % 9000)).padStart(4, '0')}`;

/** Practice (练习) as it runs: the troubles that are brought about, and how far the lesson under way has really come. */
export class Practice {
  private delivery: Delivery | null = null;
  private line: PracticeLine | null = null;
  private cast: PracticeCast | null = null;
  private readonly verdicts = new Map<string, Verdict>();
  private verdictsRead = 0;
  private said = '';
  private told = 0;

  constructor(private readonly options: PracticeOptions) {
    const { book, journal, die } = options;
    // A power cut that was set when the program last ended has struck.
    if (book.current.powerCut) {
      const { current } = book.current;
      void book.change({ powerCut: false, current: current && { ...current, powerWasCut: true } });
    }
    // Before delivery listens: what was fsynced is not even on its way when the light goes out.
    journal.onAppended((entries) => {
      if (book.current.powerCut && entries.some(({ content }) => content.type === 'operation')) die();
    });
  }

  follow(delivery: Delivery, line: PracticeLine): void {
    this.delivery = delivery;
    this.line = line;
    this.options.journal.onAppended(() => this.look());
    delivery.onChange(() => this.look());
    this.look();
  }

  meet(cast: PracticeCast): void {
    this.cast = cast;
    this.look();
  }

  state(): PracticeState {
    const { book } = this.options;
    const { village, powerCut, done, current } = book.current;
    return {
      told: this.told,
      village,
      lineIsCut: this.line?.isCut ?? false,
      powerCutIsSet: powerCut,
      lessons: LESSONS.map(({ code, title, goal }) => ({ code, title, goal, doneAt: done[code] ?? null })),
      current: current && shown(current.lesson, current.person, current.reached),
      ready: this.cast !== null,
      trouble: book.wasDamaged
        ? '练习进度文件读不出来，已另存在练习文件夹里，进度从头记。正式数据不受影响。'
        : null,
    };
  }

  async begin(code: LessonCode): Promise<Result<PracticeState, Trouble>> {
    const { book, journal } = this.options;
    if (!this.cast) return err(NOT_READY);
    const people = this.cast[lessonOf(code).cast];
    const times = book.begunTimes(code);
    const person = people[placeOf(code, times) % people.length];
    if (!person) return err(NOT_READY);
    // A lesson begins with the line up and no power cut set.
    this.line?.restore();
    const saved = await book.change({
      begun: { ...book.current.begun, [code]: times + 1 },
      current: { lesson: code, person, since: journal.head().seq, reached: 0, powerWasCut: false },
      powerCut: false,
    });
    this.look();
    return saved.ok ? ok(this.state()) : saved;
  }

  async trouble(kind: PracticeTrouble): Promise<Result<PracticeState, Trouble>> {
    const { book } = this.options;
    switch (kind) {
      case 'cut':
        await this.line?.cut();
        this.delivery?.now();
        break;
      case 'restore':
        this.line?.restore();
        break;
      case 'county': {
        const person = book.current.current?.person ?? this.cast?.toChange[0];
        if (!person) return err(NOT_READY);
        // Where the line is up the county is first all the same: the desk comes back to a platform that has moved on.
        await this.line?.cut();
        const phone = countyPhone(book.begunTimes('conflict'));
        this.line?.restore([
          { matter: 'RES_CHANGE', body: { personId: person.id, note: '练习：县级核查', phone } },
        ]);
        break;
      }
      case 'powerCut':
      case 'noPowerCut': {
        // On the disk before anything can be accepted: the next start must know that it was practice.
        const saved = await book.change({ powerCut: kind === 'powerCut' });
        if (!saved.ok) return saved;
        break;
      }
    }
    this.look();
    return ok(this.state());
  }

  async stop(): Promise<void> {
    const { book } = this.options;
    // Closed in the ordinary way: no power cut, and the next start is the real desk.
    if (book.current.powerCut) void book.change({ powerCut: false });
    await book.settled();
  }

  /** Looks how far the lesson has come, and tells the window where something changed. */
  private look(): void {
    const { book, now } = this.options;
    const { current, done } = book.current;
    if (current) {
      const lesson = lessonOf(current.lesson);
      const reached = reachedIn(lesson, current.reached, this.facts(current), current.person);
      if (reached !== current.reached) {
        const isDone = reached === lesson.steps.length;
        void book.change({
          current: { ...current, reached },
          ...(isDone ? { done: { ...done, [lesson.code]: now() } } : {}),
        });
      }
    }
    const { told: _, ...state } = this.state();
    const text = JSON.stringify(state);
    if (text === this.said) return;
    this.said = text;
    this.told += 1;
    this.options.onChange(this.state());
  }

  private facts({ since, powerWasCut }: { since: number; powerWasCut: boolean }): PracticeFacts {
    const { journal, book } = this.options;
    for (;;) {
      const more = this.delivery?.verdicts(this.verdictsRead, VERDICTS_AT_ONCE) ?? [];
      for (const { n, verdict } of more) {
        this.verdicts.set(verdict.opId, verdict);
        this.verdictsRead = n;
      }
      if (more.length < VERDICTS_AT_ONCE) break;
    }
    return {
      lineIsCut: this.line?.isCut ?? false,
      online: this.delivery?.status().network.state === 'online',
      powerCutIsSet: book.current.powerCut,
      powerWasCut,
      operations: practiceOperations(journal.all(), since, (opId) => this.verdicts.get(opId) ?? null),
    };
  }
}

/** Lessons that share a part of the cast begin at different people, and each time with the next. */
const placeOf = (code: LessonCode, times: number): number =>
  LESSONS.filter(({ cast }) => cast === lessonOf(code).cast).findIndex((one) => one.code === code) +
  times * LESSONS.filter(({ cast }) => cast === lessonOf(code).cast).length;

function shown(code: LessonCode, person: PracticePerson, reached: number): PracticeState['current'] {
  const { steps, learnt } = lessonOf(code);
  return {
    code,
    person,
    steps: steps.map((step, at) => ({
      text: step.text(person),
      reached: at < reached,
      trouble: step.trouble ?? null,
    })),
    learnt: reached === steps.length ? learnt : null,
  };
}
