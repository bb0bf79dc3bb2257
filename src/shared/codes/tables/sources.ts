import type { TableName } from './index';

/** Where the codes of each table come from, as a clerk may look it up. */
export const TABLE_SOURCES: Readonly<Record<TableName, string>> = {
  sex: 'GB/T 2261.1 个人基本信息分类与代码 第 1 部分：人的性别代码',
  nation: 'GB/T 3304 中国各民族名称的罗马字母拼写法和代码（另有 97 其他、98 外国血统中国籍）',
  relation: 'GB/T 4761-2008 家庭关系代码',
  country: 'GB/T 2659 世界各国和地区名称代码（三位字母）',
  province: 'GB/T 2260 中华人民共和国行政区划代码',
  certType: '国家医保信息平台 人员证件类型 psn_cert_type',
  personType: '国家医保信息平台 人员类别 psn_type',
  insuredStatus: '国家医保信息平台 人员参保状态 psn_insu_stas',
  changeReason: '国家医保信息平台 变更原因 chg_rea（公开资料不全）',
  survival: '国家医保信息平台 生存状态 surv_stas',
};

/** Standards of fields that are typed, not chosen from a table, by the field's name. */
export const FIELD_STANDARDS: Readonly<Record<string, string>> = {
  certNo: '居民身份证：GB 11643 公民身份号码（18 位，末位校验）；其他证件按各自的号码规则',
  sex: TABLE_SOURCES.sex,
  uscc: 'GB 32100 法人和其他组织统一社会信用代码编码规则（18 位，末位校验）',
  hukouRegion: TABLE_SOURCES.province,
  otherRegion: TABLE_SOURCES.province,
  habitualRegion: TABLE_SOURCES.province,
  keepRegion: TABLE_SOURCES.province,
  receiverRegion: TABLE_SOURCES.province,
  region: TABLE_SOURCES.province,
  schoolRegion: TABLE_SOURCES.province,
  statementRegion: TABLE_SOURCES.province,
  workRegion: TABLE_SOURCES.province,
  villageCode: '12 位村（居）代码：前 6 位 GB/T 2260，后 6 位为统计用区划代码',
};
