import { SCENARIO } from '#fixtures/township';
import type { Clerk, Entry } from '../support/clerk';
import type { Scene } from './scene';

const ADULTS_OFFLINE = 26;

/** The adults registered while the platform is stopped; the ones after them are left for the door. */
export const offlineAdults = SCENARIO.adultToRegister
  .filter(({ id }) => SCENARIO.adultStanding.get(id) === 'continuing')
  .slice(0, ADULTS_OFFLINE);

/** The number the county agency wrote into the register while the desk was offline, and the one the clerk types. */
export const CONFLICT_PHONES = { county: '15400990001', desk: '15400990002' } as const;

const newcomer = SCENARIO.newcomerActiveEmpElsewhere;

/** Somebody whom only the platform knows, as they stand at the counter without a record here. */
const newcomerEntries: Record<string, Entry> = {
  who: { choose: '新建人员' },
  certNo: { text: newcomer.certNo },
  name: { text: newcomer.name },
  householdId: { find: SCENARIO.phoneChangePerson.householdId },
  relation: { choose: '其他' },
  hukouRegion: { text: '220199' },
};

/** What the clerk accepts without a line, in order; each is one operation. */
export async function workOffline(clerk: Clerk, scene: Scene): Promise<{ receipts: string[] }> {
  const receipts: string[] = [];
  for (const [index, adult] of offlineAdults.entries()) {
    await clerk.startFor(adult.certNo, 'RES_REGISTER');
    if (index === 0) await scene.picture(clerk.page, 'counter-offline');
    receipts.push(await clerk.accept());
    if (index === 0) await scene.picture(clerk.page, 'saved-offline');
  }

  const birth = SCENARIO.newbornHouseholds.find(
    (one) => one.timing === 'in time' && one.child.certNo !== null,
  );
  if (!birth || birth.child.certNo === null) throw new Error('the sample has no newborn with a number');
  await clerk.startMatter('NEWBORN_REGISTER');
  await clerk.enter({
    guardianId: { find: birth.guardian.certNo },
    certNo: { text: birth.child.certNo },
    name: { text: birth.child.name },
    relation: { choose: birth.child.sex === '1' ? '子' : '女' },
  });
  await scene.picture(clerk.page, 'newborn');
  receipts.push(await clerk.accept());

  await clerk.startFor(SCENARIO.personForPause.certNo, 'RES_PAUSE');
  await clerk.enter({ reason: { choose: '迁徙' } });
  receipts.push(await clerk.accept());

  await clerk.startFor(SCENARIO.personForTermination.certNo, 'RES_TERMINATE');
  await clerk.enter({ reason: { choose: '死亡' }, effectiveOn: { text: '2026-11-18' } });
  receipts.push(await clerk.accept());

  await clerk.startFor(SCENARIO.personForHire.certNo, 'EMP_REGISTER');
  await clerk.enter({
    empNo: { choose: SCENARIO.unitForHire.name },
    hireDate: { text: '2026-11-02' },
    firstPeriod: { text: '2026-12' },
  });
  await scene.picture(clerk.page, 'employee');
  receipts.push(await clerk.accept());

  await clerk.startFor(SCENARIO.employeeForPause.certNo, 'EMP_PAUSE');
  await clerk.enter({ reason: { choose: '辞职' } });
  receipts.push(await clerk.accept());

  await clerk.startFor(SCENARIO.employeeForTermination.certNo, 'EMP_TERMINATE');
  await clerk.enter({ reason: { choose: '移民国外' } });
  receipts.push(await clerk.accept());

  await clerk.startFor(SCENARIO.phoneChangePerson.certNo, 'RES_CHANGE');
  await clerk.enter({ phone: { text: CONFLICT_PHONES.desk } });
  receipts.push(await clerk.accept());

  await clerk.startMatter('RES_REGISTER');
  await clerk.enter(newcomerEntries);
  await scene.picture(clerk.page, 'newcomer');
  receipts.push(await clerk.accept());
  return { receipts };
}
