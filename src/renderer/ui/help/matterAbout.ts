import type { MatterCode } from '#shared/domain/matter';

/** When a clerk takes this matter and not another, in one sentence. The law is not told here: the panel takes it from the rule book. */
export const MATTER_ABOUT: Readonly<Record<MatterCode, string>> = {
  RES_REGISTER: '居民参加或续保某一年度的城乡居民医保：成人、儿童、学生、断保后再来的都办这个。',
  NEWBORN_REGISTER: '给新出生的孩子参保；还没有身份证号码的也能办。过了期限的孩子办“居民参保登记”。',
  RES_PAUSE: '居民这一段不再参保但关系还留着，例如失踪、服刑、去外地参保之前。',
  RES_TERMINATE: '居民关系结束，例如死亡、迁出。只是暂时不参保的办“居民暂停参保”。',
  RES_CHANGE: '改居民档案里的姓名、证件、电话、住址、户号等；参保关系不变。',
  EMP_REGISTER: '单位给新进的职工办参保。',
  EMP_PAUSE: '职工离开单位或停薪，单位停止为其缴费，关系保留。',
  EMP_TERMINATE: '职工的职工医保关系结束，例如死亡、出国定居。',
  EMP_CHANGE: '改职工档案里的身份、联系方式等；参保关系不变。',
  EMP_RESUME: '停过的职工回到同一关系，从某月起继续缴费。',
  EMP_BACKPAY: '用工以后没有登记的月份，由单位补缴。',
  FLEX_REGISTER: '没有单位的人以个人身份参加职工医保，自己选缴费方式。',
  BENEFIT_CLASS: '职工的待遇类别变了，例如享受公务员医疗补助、转离休。',
  MEDICAL_RETIREMENT: '到退休年龄的职工申请享受退休人员医保待遇。',
  LUMP_SUM: '退休时缴费年限不够的，一次补齐所差月数。',
  SPECIAL_IDENTITY: '认定或终止低保、特困等特殊身份，影响资助和待遇。',
  ACCOUNT_WITHDRAWAL: '出国定居、死亡继承、转移等情形下支取个人账户余额。',
  MUTUAL_AID_ESTABLISH: '职工把个人账户给近亲属共用，先登记共济关系和额度。',
  MUTUAL_AID_SPEND: '用已建立的共济额度支付一笔，例如给家人缴居民医保。',
  MUTUAL_AID_END: '解除一个在效的共济关系，余下的额度退回共济人。',
  REFUND: '多缴、重复缴或未享受待遇前不再参保的，申请把费退回。',
  RELATION_TRANSFER: '医保关系从外地转来或转往外地，或在职工与居民之间转接。',
  WAIT_REPAIR: '断保有变动等待期的，补缴若干年来缩短等待。',
  DUPLICATE: '同一人同时有两处以上参保关系，决定保留哪一处、其他的怎么办。',
  SUBSIDY_DEDUCTION: '重复参保时核减其中一处的财政补助。',
  UNIT_REGISTER: '新成立的单位办参保登记，或在几份档案里保留一份。',
  UNIT_CHANGE: '改单位的名称、地址、法定代表人、银行账号等登记资料。',
  UNIT_DISSOLVE: '单位合并、分立、注销；职工另由承接单位登记。',
  UNIT_ASSESSMENT: '每月核定单位下一个月应缴的费款。',
  BASE_DECLARATION: '申报职工新一年度的缴费基数。',
};

/** The rules ask of a unit's assessment under this name. */
const OTHERWISE: Partial<Record<MatterCode, string>> = { UNIT_ASSESSMENT: 'ASSESSMENT' };

/** What the matter is called where the rules are asked (`CASE_MATTERS`). */
export const caseMatterOf = (code: MatterCode): string => OTHERWISE[code] ?? code;
