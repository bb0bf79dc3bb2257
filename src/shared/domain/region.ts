import { z } from 'zod';

/** Administrative division code (行政区划代码, GB/T 2260): six digits, a county or district. */
export const RegionCode = z.string().regex(/^\d{6}$/, { message: '行政区划代码应为 6 位数字' });
export type RegionCode = z.infer<typeof RegionCode>;

/** Village or community code (统计用村级区划代码): county 6 + township 3 + village 3 digits. */
export const VillageCode = z.string().regex(/^\d{12}$/, { message: '村（居）代码应为 12 位数字' });
export type VillageCode = z.infer<typeof VillageCode>;

/** A village (村) or community (居) with its groups (社/村民小组), numbered from 1. */
export const Village = z.strictObject({
  kind: z.literal('village'),
  /** The village code itself. */
  id: VillageCode,
  version: z.number().int().positive(),
  name: z.string().min(1).max(60),
  townCode: z.string().regex(/^\d{9}$/),
  townName: z.string().min(1).max(60),
  /** Names of the groups in order, e.g. `一社`; a person's `group` is an index into it, counted from 1. */
  groups: z.array(z.string().min(1).max(30)).max(60),
  /** The virtual unit (居民虚拟单位, emp_mgt_type 08) that residents' enrolments of this village carry as empNo. */
  empNo: z.string().min(1).max(30),
});
export type Village = z.infer<typeof Village>;

/**
 * What one desk is answerable for (管辖范围): a county and, within it, the townships (9 digits) or villages (12 digits)
 * by code prefix. A record belongs to the jurisdiction when its village code starts with one of the prefixes.
 */
export const Jurisdiction = z.strictObject({
  region: RegionCode,
  name: z.string().min(1).max(60),
  prefixes: z.array(z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/)).min(1),
});
export type Jurisdiction = z.infer<typeof Jurisdiction>;

export const inJurisdiction = (jurisdiction: Jurisdiction, villageCode: string): boolean =>
  jurisdiction.prefixes.some((prefix) => villageCode.startsWith(prefix));
