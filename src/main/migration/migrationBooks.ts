import type { CivilDate } from '#shared/domain/civilDate';
import type { RegionCode } from '#shared/domain/region';
import type { AnswerOf, Ask, Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import { askWhere, MIGRATION_FILE } from '../savePath';
import { saveAtomically } from '../workbooks/saveAtomically';
import { askWorker, type WorkerOptions } from '../workbooks/workerProcess';
import { PeoplePage } from './answer';
import { MigrationAnswer, type MigrationAsk } from './protocol';

/** What the window asks about old household records. The people found stay here, for the window asks for them by pages. */
export interface MigrationBooks {
  read(ask: Ask<'migration/read'>, region: RegionCode): Promise<AnswerOf<'migration/read'>>;
  page(page: number): AnswerOf<'migration/page'>;
  save(ask: Ask<'migration/save'>): Promise<Result<{ path: string | null }, Trouble>>;
  /** Lets everybody found go. */
  forget(): void;
}

const READING = {
  serviceName: 'household-migration',
  code: 'MIGRATION_UNREADABLE',
  tooLong: '比对用时过长，已停止。请按片或按村拆成几个文件后再试。',
  nonsense: '文件没有读出来。请用 WPS 或 Excel 另存为 xlsx 后再试；仍不成功时把情况告诉系统管理员。',
  died: '比对的程序意外结束，多半是文件过大或已损坏。请另存为新的 xlsx，或按村拆成几个文件后再试。',
};
const WRITING = {
  serviceName: 'household-migration',
  code: 'MIGRATION_NOT_WRITTEN',
  tooLong: '生成工作簿用时过长，已停止。请关闭其他程序后再试。',
  nonsense: '工作簿没有生成。请重试一次；仍不成功时把情况告诉系统管理员。',
  died: '生成工作簿的程序意外结束，没有写出文件。请重试一次。',
};
const GONE: Trouble = { code: 'NO_MIGRATION', text: '比对结果已经不在了，请重新读入两个文件。' };
/** Megabytes; 70,000 people and their register take some 300. */
const MEMORY = 512;
const PATIENCE_MS = 300_000;

type Found = Extract<MigrationAnswer, { what: 'migrated' }>;
const bytesOf = (data: string): Uint8Array => new Uint8Array(Buffer.from(data, 'base64'));

export function migrationBooks(worker: WorkerOptions, saveTo: string | null): MigrationBooks {
  const options = { memory: MEMORY, patience: PATIENCE_MS, ...worker };
  let found: Found | null = null;
  return {
    async read({ households, police, employees, on, insured }, region) {
      found = null;
      const ask: MigrationAsk = {
        what: 'migrate',
        households: bytesOf(households.data),
        police: bytesOf(police.data),
        employees: employees === null ? null : bytesOf(employees.data),
        on: on satisfies CivilDate,
        region,
        insured,
      };
      const answer = await askWorker(
        ask,
        MigrationAnswer,
        (told): Result<Found, Trouble> | null => {
          if (told.what === 'migrated') return ok(told);
          return told.what === 'unreadable' ? err({ code: READING.code, text: told.text }) : null;
        },
        READING,
        options,
      );
      if (!answer.ok) return answer;
      found = answer.value;
      return ok({ report: found.report, pages: found.pages.length });
    },
    page(page) {
      const text = found?.pages[page];
      return text === undefined ? err(GONE) : ok({ people: PeoplePage.parse(JSON.parse(text)) });
    },
    async save({ book, fileName }) {
      if (found === null) return err(GONE);
      const { report, pages } = found;
      const path = await askWhere(fileName, saveTo, MIGRATION_FILE);
      if (path === null) return ok({ path });
      const ask: MigrationAsk = { what: 'book', book, report, pages };
      const built = await askWorker(
        ask,
        MigrationAnswer,
        (told): Result<Uint8Array, Trouble> | null => (told.what === 'workbook' ? ok(told.bytes) : null),
        WRITING,
        options,
      );
      if (!built.ok) return built;
      const saved = await saveAtomically(path, built.value);
      return saved.ok ? ok({ path }) : saved;
    },
    forget() {
      found = null;
    },
  };
}
