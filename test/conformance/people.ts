import { randomInt } from 'node:crypto';
import { ulid } from 'ulid';
import { mod11_2 } from '#shared/codes/checkDigits';
import type { Jurisdiction, Village } from '#shared/domain/region';
import type { Json } from '#shared/json';
import { forecast, mayBeAccepted, whyNot } from '#shared/matters/decideOperation';
import { matterOf } from '#shared/matters/index';
import type { Records } from '#shared/matters/matter';

/** An area that GB/T 2260 gave to nobody: nobody living has such a number. */
const NOBODYS_AREA = '220199';

/** The body of a matter, as it stands in an operation. */
export type Body = Record<string, Json>;

const pick = <T>(from: readonly T[]): T => from[randomInt(from.length)] as T;
const SURNAMES = [...'测试验检核'];
const GIVEN = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'];

/** A phone of the range 154 0, which no operator has. */
export const inventedPhone = (n: number = randomInt(10_000_000)): string =>
  `1540${String(n).padStart(7, '0')}`;

/** Where and when people are registered. */
export interface Place {
  readonly jurisdiction: Jurisdiction;
  readonly village: Village;
  /** The platform's own day. */
  readonly day: string;
}

/** Somebody invented, to be registered as new in a household of their own. */
export function newcomer({ village }: Place, over: Body = {}): Body {
  const birthDate = `19${randomInt(60, 99)}-${String(randomInt(1, 13)).padStart(2, '0')}-${String(randomInt(1, 29)).padStart(2, '0')}`;
  const serial = randomInt(1000);
  const digits = `${NOBODYS_AREA}${birthDate.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  return {
    who: 'new',
    personId: `TMP-${ulid()}`,
    certType: '01',
    certNo: digits + mod11_2(digits),
    name: pick(SURNAMES) + pick(GIVEN) + pick(GIVEN),
    sex: serial % 2 === 1 ? '1' : '2',
    birthDate,
    nation: '01',
    nationality: 'CHN',
    phone: null,
    villageCode: village.id,
    group: 1,
    householdId: `TMP-${ulid()}`,
    householdNew: true,
    address: '试验路 1 号',
    relation: '02',
    hukouRegion: village.id.slice(0, 6),
    residencePermit: false,
    year: 0,
    category: 'ADULT',
    school: null,
    outsideWindowReason: null,
    ...over,
  };
}

const context = ({ jurisdiction, day }: Place) => ({
  day,
  jurisdiction,
  asOf: day,
  authoritative: true,
  sameNumber: [],
});

/**
 * The year and reason for which the book registers a grown-up resident on the platform's day: the coming year within the
 * yearly campaign, else the running one with a reason. A text says why there is none.
 */
export function registrationYear(place: Place, records: Records): Body | string {
  const year = Number(place.day.slice(0, 4));
  const options = [null, 'FIRST_ENROLMENT', 'OTHER'].flatMap((outsideWindowReason) =>
    [year + 1, year].map((y) => ({ year: y, outsideWindowReason })),
  );
  let why = '';
  for (const option of options) {
    const body = newcomer(place, option);
    const parsed = matterOf('RES_REGISTER').body.parse(body);
    const { answer } = forecast('RES_REGISTER', parsed, records, context(place));
    if (mayBeAccepted(answer)) return option;
    why = whyNot(answer);
  }
  return why;
}
