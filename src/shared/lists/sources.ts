import { z } from 'zod';
import type { SpecialIdentityType } from '../domain/specialIdentity';
import type { ListColumn } from './columns';

/**
 * Lists that other offices send (导入名单). `full` (全量): whoever is not on it any more loses what the list confirms; the others only
 * add. `identities`: what kinds of special identity it may confirm.
 */
interface ListSource {
  readonly title: string;
  /** Who answers for it, as it is written into an identity's `source`. */
  readonly office: string;
  readonly full: boolean;
  readonly needs: readonly ListColumn[];
  readonly identities: readonly SpecialIdentityType[];
  /** What reading it does, in a clerk's words. */
  readonly does: string;
}

const BY_CIVIL_AFFAIRS = ['EXTREMELY_POOR', 'ORPHAN', 'MIN_LIVING', 'LOW_INCOME_EDGE'] as const;
const BY_DISABLED = ['SEVERELY_DISABLED'] as const;
const BY_REVITALISATION = ['RETURN_TO_POVERTY_RISK', 'LIFTED_OUT_OF_POVERTY'] as const;

export const LIST_SOURCES = {
  ASSISTED_FULL: {
    title: '资助参保对象全量名单',
    office: '民政',
    full: true,
    needs: ['certNo', 'name', 'identity'],
    identities: [...BY_CIVIL_AFFAIRS, ...BY_DISABLED, ...BY_REVITALISATION],
    does: '名单上新增的录入特殊身份，身份变了的先终止再录入，名单上没有了的终止。名单不完整的，一律不终止。',
  },
  CIVIL_AFFAIRS: {
    title: '民政对象名单',
    office: '民政',
    full: false,
    needs: ['certNo', 'name', 'identity'],
    identities: BY_CIVIL_AFFAIRS,
    does: '录入低保、特困、孤儿、低保边缘身份；名单上没有的人不动。',
  },
  DISABLED: {
    title: '残联持证重度残疾人名单',
    office: '残联',
    full: false,
    needs: ['certNo', 'name'],
    identities: BY_DISABLED,
    does: '录入一级、二级残疾的重度残疾人身份；其他等级和名单上没有的人不动。',
  },
  REVITALISATION: {
    title: '防返贫监测、脱贫人口名单',
    office: '乡村振兴',
    full: false,
    needs: ['certNo', 'name', 'identity'],
    identities: BY_REVITALISATION,
    does: '录入防止返贫监测对象、脱贫人口身份；名单上没有的人不动。',
  },
  DEATHS: {
    title: '死亡人员名单',
    office: '卫健、民政',
    full: false,
    needs: ['certNo', 'name', 'deathDate'],
    identities: [],
    does: '居民参保关系按死亡日期终止；之后还有缴费或办理的，只列出来核实。',
  },
  POLICE: {
    title: '公安户籍变动名单',
    office: '公安',
    full: false,
    needs: ['certNo', 'name', 'status'],
    identities: [],
    does: '死亡注销的按死亡日期终止；户口迁出的只列出来核实，不停保。',
  },
  TAX: {
    title: '税务缴费明细',
    office: '税务',
    full: false,
    needs: ['certNo', 'name', 'paid'],
    identities: [],
    does: '与平台回传的缴费逐人核对，只列出不一致的；缴费一律以税务回传为准，不由名单改动。',
  },
} as const satisfies Readonly<Record<string, ListSource>>;

export type ListSourceCode = keyof typeof LIST_SOURCES;
export const LIST_SOURCE_CODES = Object.keys(LIST_SOURCES) as ListSourceCode[];
export const ListSourceCode = z.enum(LIST_SOURCE_CODES as [ListSourceCode, ...ListSourceCode[]]);

/** The source with the shape that all have. */
export const listSource = (code: ListSourceCode): ListSource => LIST_SOURCES[code];

/** Offices whose own word on an identity is the last; a general list says the contrary only as a question. */
const AUTHORITY: Readonly<Record<SpecialIdentityType, RegExp>> = {
  EXTREMELY_POOR: /民政/,
  ORPHAN: /民政/,
  MIN_LIVING: /民政/,
  LOW_INCOME_EDGE: /民政/,
  SEVERELY_DISABLED: /残联|残疾人联合会/,
  RETURN_TO_POVERTY_RISK: /乡村振兴|农业农村|扶贫/,
  LIFTED_OUT_OF_POVERTY: /乡村振兴|农业农村|扶贫/,
  LAND_EXPROPRIATED: /自然资源|国土/,
};

/** Whether who confirmed an identity (`source` as it stands in the record, e.g. 县民政局) is the office that answers for it. */
export const isAuthority = (source: string | null, type: SpecialIdentityType): boolean =>
  source !== null && AUTHORITY[type].test(source);
