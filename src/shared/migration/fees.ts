import type { CivilDate } from '../domain/civilDate';
import { type Fen, formatFen } from '../domain/money';
import type { RegionCode } from '../domain/region';
import { amountOf } from '../matters/answerRead';
import { campaignYear, categoryByAge } from '../matters/forms/parts';
import { decide } from '../rules/decide';
import type { MemberRow } from './households';

/** Where an individual fee comes from: the old table (R-MIG-06: it does not change), or the region's standard of the year. */
export interface IndividualFee {
  readonly fen: Fen;
  readonly from: 'table' | 'standard';
}

export interface Fees {
  readonly year: number;
  /** The region's standards in words, or that it has none. */
  readonly words: string;
  of(member: Pick<MemberRow, 'feeFen'>, birthDate: CivilDate): IndividualFee | null;
}

/** Individual fees of people who become records of their own. */
export function feesOf({ on, region }: { on: CivilDate; region: RegionCode }): Fees {
  const year = campaignYear(on);
  const standard = (category: 'ADULT' | 'MINOR', birthDate: CivilDate): Fen | null =>
    amountOf(
      decide({
        id: `RES_REGISTER:${category}`,
        matter: 'RES_REGISTER',
        on,
        region,
        facts: { person: { birthDate } },
        request: { scheme: 'RES', year, category },
      }),
      'feeStandard',
    );
  const byCategory = {
    ADULT: standard('ADULT', `${year - 41}-01-01`),
    MINOR: standard('MINOR', `${year - 6}-01-01`),
  };
  const said = (fen: Fen | null): string => (fen === null ? '没有取值' : formatFen(fen));
  return {
    year,
    words: `原表有个人缴费的按原表（R-MIG-06 个人标准不变）；没有的按本地区 ${year} 年度标准：成年人${said(byCategory.ADULT)}，未成年人${said(byCategory.MINOR)}。`,
    of({ feeFen }, birthDate) {
      if (feeFen !== null) return { fen: feeFen, from: 'table' };
      const category = categoryByAge({ who: 'new', birthDate, year }, new Map());
      const fen = category === null ? null : byCategory[category];
      return fen === null ? null : { fen, from: 'standard' };
    },
  };
}
