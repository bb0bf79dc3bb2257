import { z } from 'zod';

const Yuan = z.number().int().min(0).max(100_000);
const Fee = z.strictObject({ total: Yuan, government: Yuan, person: Yuan });
const DayOfYear = z.string().regex(/^\d{2}-\d{2}$/);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Age = z.number().int().min(0).max(120);
const Codes = z.array(z.string().regex(/^[A-Z0-9_]+$/)).min(1);
const Share = z.number().min(0).max(1);
const Count = z.number().int().min(0);
const LEVELS = ['L3', 'L2', 'TOWNSHIP', 'COMMUNITY'] as const;

/** Parameters of the older local schemes, the community workflow, campaigns and the merging of records (R-TN, R-WF, R-CMP, R-MIG). */
export const LOCAL_PARAM_KEYS = {
  'tn.fee.adult': { label: '成年人筹资标准', value: Fee },
  'tn.fee.minor': { label: '未成年人筹资标准', value: Fee },
  'tn.extra': { label: '困难人员再补助（元）', value: Yuan },
  'tn.window': { label: '次年缴费期', value: z.strictObject({ start: DayOfYear, end: DayOfYear }) },
  'tn.launch': { label: '启动日', value: Day },
  'tn.launchBenefitStart': { label: '启动年度的待遇开始', value: z.enum(['FIRST_DAY_NEXT_MONTH']) },
  'tn.ages': {
    label: '年龄界线',
    value: z.strictObject({ elderMale: Age, elderFemale: Age, adult: Age }),
  },
  'tn.deductible': { label: '起付标准（元）', value: z.record(z.enum(LEVELS), Yuan) },
  'tn.rate': { label: '基金支付比例', value: z.record(z.enum(LEVELS), Share) },
  'tn.documents.nonStudent': { label: '非在校生的登记材料', value: Codes },
  'tn.documents.student': { label: '在校学生的登记材料', value: Codes },
  'tn.documents.disabled': { label: '重度残疾人的登记材料', value: Codes },
  'tn.documents.minLiving': { label: '低保人员的登记材料', value: Codes },
  'tn.returnAfterStop': { label: '停保后再次参保的待遇', value: z.string() },
  'wf.twoStep': { label: '两步审核', value: Codes },
  'wf.homeVisit': { label: '上门登记的对象', value: Codes },
  'wf.feeCycle': { label: '收缴周期', value: z.enum(['YEAR']) },
  'wf.voucher': { label: '缴费凭证', value: z.enum(['UNIFIED']) },
  'wf.changeProcessing': { label: '变更由谁处理', value: z.enum(['AGENCY_ONLY']) },
  'wf.hotline': { label: '咨询热线', value: z.string().regex(/^\d{3,12}$/) },
  'wf.sameReviewerAllowed': { label: '初审、复核可否同一人', value: z.boolean() },
  'cmp.target': { label: '参保目标人数', value: Count.min(1) },
  'cmp.enrolled': { label: '公布的已参保人数', value: Count },
  'cmp.rateShown': { label: '公布的完成率', value: Share },
  'cmp.assisted': { label: '资助参保的困难居民', value: Codes },
  'mig.effective': { label: '并轨日', value: Day },
  'mig.handover': { label: '移交截止日', value: Day },
  'mig.records': { label: '待拆分的人数', value: Count },
  'mig.unit': { label: '登记单位', value: z.enum(['PERSON', 'HOUSEHOLD']) },
  'mig.tiers': { label: '缴费档次数', value: Count.min(1) },
  'mig.methods': { label: '核对方法', value: Codes },
} as const;
