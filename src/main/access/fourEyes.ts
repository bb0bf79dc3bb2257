import type { ExportedFile } from '#shared/access/access';
import { wholeNumbersIn } from '#shared/access/wholeNumbers';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import type { DeskHandlers } from '../handlers';
import type { AccessLog } from './accessLog';
import type { Grants } from './grants';

export interface FourEyesOptions {
  readonly grants: Grants;
  readonly access: AccessLog;
}

/** Every call that writes people's data where the clerk says: what leaves this way was counted, agreed to and noted before. */
export function fourEyes(handlers: DeskHandlers, { grants, access }: FourEyesOptions): DeskHandlers {
  const guarded = async <T extends Result<unknown, Trouble>>(
    file: ExportedFile,
    numbers: number,
    grant: string | undefined,
    save: () => T | Promise<T>,
  ): Promise<T | Result<never, Trouble>> => {
    const agreed = grants.use(grant, numbers);
    if (!agreed.ok) return agreed;
    if (numbers > 0) {
      const noted = await access.export(file, numbers, agreed.value);
      if (!noted.ok) return noted;
    }
    return save();
  };
  return {
    ...handlers,
    'access/vouch': (who) => grants.ask(who),
    'roster/save': (ask) =>
      guarded('roster', wholeNumbersIn(ask.roster), ask.grant, () => handlers['roster/save'](ask)),
    'roster/saveBook': (ask) =>
      guarded('book', wholeNumbersIn(ask.book), ask.grant, () => handlers['roster/saveBook'](ask)),
    'roster/saveHouseholds': (ask) =>
      guarded('households', wholeNumbersIn(ask.book), ask.grant, () =>
        handlers['roster/saveHouseholds'](ask),
      ),
    'plain/save': (ask) =>
      guarded('report', wholeNumbersIn(ask.book), ask.grant, () => handlers['plain/save'](ask)),
    'batch/saveErrors': (ask) =>
      guarded('errors', wholeNumbersIn(ask.book), ask.grant, () => handlers['batch/saveErrors'](ask)),
  };
}
