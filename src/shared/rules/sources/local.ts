import { type SourceDocument, unruled } from './document';

export const JILIN_RESIDENTS_2025: SourceDocument = {
  id: 'JL-2025-RES',
  title: '吉林市2025年度城乡居民医保缴费公告（全省统一口径）',
  region: '22',
  from: '2025-01-01',
  until: '2025-12-31',
  provenance: '新闻转载',
  articles: [
    { no: '等待期', gist: '集中期外或断保的，固定等待90天，每断保1年加30天。' },
    { no: '激励', gist: '连续参保、零报销各提高4000元，合计不超过8万元；断保每年降低4000元，最多8万元。' },
  ],
};

export const FUJIAN_2025: SourceDocument = {
  id: 'FJ-3-2025',
  title: '福建省关于健全基本医疗保险参保长效机制的实施意见（闽政办〔2025〕3号）',
  region: '35',
  from: null,
  until: null,
  provenance: '公开转载的前几段；印发日以前的2025年度缴费按同一口径核对，印发日未核实',
  articles: [
    {
      no: '集中参保期',
      gist: '每年9月1日至12月31日缴费的次年1月1日起享受；参保年度1月1日至2月底延长，从缴费之日起享受。',
    },
    {
      no: '新入学大学生',
      gist: '连续参保的省内高校新生，集中期内在学籍地缴下一年度医保费的，从当年9月1日享受到次年12月31日。',
    },
  ],
};

export const JILIN_NEWBORN: SourceDocument = {
  id: 'JL-NEWBORN',
  title: '吉林省新生儿参保规定（公开转载）',
  region: '22',
  from: null,
  until: null,
  provenance: '第三方转载，可信度中等，待取得规程第二十九条以后原文核对',
  articles: [
    { no: '集中期出生', gist: '集中参保期内出生的，当年不缴费，预缴次年，自出生之日享受待遇。' },
    { no: '逾期', gist: '出生超过90天的按一般参保办理。' },
    { no: '未登记死亡', gist: '未登记即死亡的新生儿，可凭父母信息参保报销。' },
  ],
};

export const LOW_INCOME_2021: SourceDocument = {
  id: 'LOW-INCOME-2021',
  title: '各地关于农村低收入人口不设等待期的通知（山西2021、泰安）',
  region: 'CN',
  from: null,
  until: null,
  provenance: '外省文件转载，作为默认口径，待本地确认',
  articles: [
    { no: '不设等待期', gist: '农村低收入人口、退出职工医保3个月内参加居民医保、退役军人等不设等待期。' },
  ],
};

/** What the texts leave open and this engine decides by default; each is a parameter and is to be confirmed. */
export const ENGINE_DEFAULTS: SourceDocument = {
  id: 'ENGINE',
  title: '参保台规则口径（文件未明确处的默认处理，待主管部门确认）',
  region: 'CN',
  from: null,
  until: null,
  provenance: '本工具',
  articles: [
    { no: '口径4', gist: '中断月数为两次实缴之间未缴的费款所属期数；恰好3个月按不超过3个月处理。' },
    unruled(
      '口径7',
      '滞纳金从费款所属期次月1日算到缴费当日，首尾两天都计。',
      'counted',
      '滞纳金的天数这样计算，判定在规程第二十三条。',
    ),
    unruled('口径8', '金额四舍五入到分，用整数计算。', 'counted', '所有金额都这样计算（R-GEN-03）。'),
    unruled(
      '口径9',
      '费用发生日须早于终止日；死亡的，终止自次日起生效。',
      'counted',
      '终止日这样计算（R-END-03），判定在规程第十条、第二十八条。',
    ),
    {
      no: '口径19',
      gist: '待遇享受期未开始以申请日早于首日为准；死亡的以死亡日早于首日为准，可在其后申请。',
    },
    { no: '重点人群提示', gist: '退役军人、被征地农民、断保人员等没有单独规定的，只作提示。' },
    { no: '省级退费', gist: '其余退费情形由省级确定，文件未取得的不作推定。' },
    { no: '口径13', gist: '居民等待期从缴费次日与参保年度首日中较晚的一天起算。' },
    { no: '口径16', gist: '单位欠费3个月内，指在首个欠费所属期首日起满3个月之日以前足额补缴。' },
    { no: '口径17', gist: '未申报的暂定基数按职工逐人计算，再按上下限取值。' },
    { no: '缴费基数上下限', gist: '基数低于下限按下限、高于上限按上限；未加载上下限的不作限制。' },
    { no: '核查顺序', gist: '身份、死亡、同制度在保、已缴期间、跨制度、期限、费用、等待期依次核查。' },
    { no: '同年重复登记', gist: '同一年度已登记核定的不再登记。' },
    { no: '居民参保地', gist: '同一年度已在外地参加居民医保的，先处理外地关系。' },
    { no: '费用类别', gist: '成年人、未成年人和学生的费用类别以出生日期和学籍核对。' },
    { no: '适用范围', gist: '规则手册按吉林省2022年规程编写，其他地区或更早日期只作参考。' },
  ],
};
