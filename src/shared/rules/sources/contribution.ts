import { type SourceDocument, unruled } from './document';

/** Social Insurance Law, the articles on registration and on late payment. */
export const SOCIAL_INSURANCE_LAW: SourceDocument = {
  id: 'SOCIAL-INSURANCE-LAW',
  title: '中华人民共和国社会保险法',
  region: 'CN',
  from: '2011-07-01',
  until: null,
  provenance: '公开法条；只核对了相关条款',
  articles: [
    { no: '第五十七条', gist: '用人单位成立、变更、终止之日起30日内办理登记。' },
    { no: '第八十六条', gist: '未按时足额缴纳的，按日加收万分之五的滞纳金。' },
    unruled(
      '其余条款',
      '社会保险的其他规定。',
      'notObtained',
      '只核对了登记和滞纳金两条；其余不属于参保登记的核对范围。',
    ),
  ],
};

/** The gradual delay of the statutory retirement age. */
export const RETIREMENT_2024: SourceDocument = {
  id: 'CN-RETIRE-2024',
  title: '关于实施渐进式延迟法定退休年龄的决定',
  region: 'CN',
  from: '2025-01-01',
  until: null,
  provenance: '公开转载的决定原文',
  articles: [
    { no: '延迟办法', gist: '原60岁男、55岁女每4个月延1个月，至63、58岁；原50岁女每2个月延1个月，至55岁。' },
    unruled(
      '其余内容',
      '最低缴费年限、弹性提前和延迟退休等。',
      'elsewhere',
      '养老保险的事项；医保退休只用到法定退休年龄。',
    ),
  ],
};

/** Published limits of the contribution base; a page of low reliability. */
export const JILIN_BASE_2025: SourceDocument = {
  id: 'JL-2025-BASE',
  title: '吉林省2025年4月至2026年3月医保缴费基数（公开转载）',
  region: '22',
  from: '2025-01-01',
  until: '2026-03-31',
  provenance: '第三方转载，可信度低，待核对',
  articles: [
    unruled(
      '上下限',
      '月缴费基数下限4489元、上限22446元，平均工资7482元。',
      'values',
      '取值在参数包 JL-2025-BASE 里，上下限的规则在文件 ENGINE 的“缴费基数上下限”。',
    ),
  ],
};
