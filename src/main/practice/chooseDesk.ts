import type { Trouble } from '../../shared/host';
import { err, ok, type Result } from '../../shared/result';
import { type Environment, TRIAL_DAY } from '../environment';
import { isPracticeFolder, PracticeBook, powerCutStruck } from './practiceBook';

/** Which desk this program is, decided once at its start and for good: the real one, or practice (练习) with its book. */
export interface ChosenDesk {
  readonly environment: Environment;
  readonly practice: PracticeBook | null;
}

/**
 * Practice has a folder of its own inside the real desk's, the sample's day, and no platform that anybody named: whatever
 * the settings say of one is not taken over.
 */
export function chooseDesk(environment: Environment): Result<ChosenDesk, Trouble> {
  const { userData } = environment;
  if (isPracticeFolder(userData))
    return err({
      code: 'PRACTICE_FOLDER',
      text: `${userData} 是练习用的文件夹，不能当作正式数据打开。请改用正式的数据文件夹（CANBAO_USER_DATA），从那里进入练习。`,
    });
  const wanted = environment.practice ?? powerCutStruck(userData);
  if (!wanted) return ok({ environment, practice: null });
  const practice = PracticeBook.open(userData);
  return ok({
    environment: { ...environment, userData: practice.folder, platform: null, fixedDay: TRIAL_DAY },
    practice,
  });
}
