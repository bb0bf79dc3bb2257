import { CERT_TYPE } from './certType';
import { CHANGE_REASON } from './changeReason';
import { COUNTRY } from './country';
import { INSURED_STATUS } from './insuredStatus';
import { NATION } from './nation';
import { PERSON_TYPE } from './personType';
import { PROVINCE } from './province';
import { RELATION } from './relation';
import { SEX } from './sex';
import { SURVIVAL } from './survival';

/** The national code tables the desk reads; each row is a code and its Chinese name, in the standard's order. */
export const TABLES = {
  sex: SEX,
  certType: CERT_TYPE,
  personType: PERSON_TYPE,
  insuredStatus: INSURED_STATUS,
  changeReason: CHANGE_REASON,
  relation: RELATION,
  survival: SURVIVAL,
  nation: NATION,
  country: COUNTRY,
  province: PROVINCE,
} as const;
export type TableName = keyof typeof TABLES;

const LABELS = new Map(Object.entries(TABLES).map(([name, rows]) => [name, new Map(rows)]));

/** The name of a code, or the code itself where the table does not know it, so that foreign data stay readable. */
export const labelOf = (table: TableName, code: string): string => LABELS.get(table)?.get(code) ?? code;

export const isCodeOf = (table: TableName, code: string): boolean => LABELS.get(table)?.has(code) ?? false;
