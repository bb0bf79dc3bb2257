import type { SourceDocument } from './document';

/** 医保发〔2020〕33号; only its official interpretation and quotations were at hand. */
export const OPINION_2020: SourceDocument = {
  id: 'CN-33-2020',
  title: '关于加强和改进基本医疗保险参保工作的指导意见（医保发〔2020〕33号）',
  region: 'CN',
  from: '2020-08-24',
  until: null,
  provenance: '官方政策解读及公开引文；意见全文未取得',
  articles: [
    {
      no: '待遇衔接',
      gist: '连续参保2年以上、中断不超过3个月的，缴费即享待遇；超过3个月的等待期不超过6个月。',
    },
    { no: '贫困人口', gist: '建档立卡贫困（脱贫）人口不设等待期，不受居民缴费期限制。' },
    { no: '新生儿', gist: '出生90天内由监护人登记缴费的，自出生之日起享受待遇。' },
    { no: '重复参保', gist: '原则上不重复参保、不重复享受待遇。' },
    { no: '退费', gist: '居民待遇享受期开始前重复缴费等可退费，开始后不退；灵活就业按年缴费的退剩余月份。' },
    {
      no: '财政补助',
      gist: '居民重复参保的扣减当年各级财政补助，学生入学当年除外；连续参加职工医保一年以上的也扣减。',
    },
    {
      no: '大中专学生',
      gist: '鼓励在学籍地参保；学年改自然年度须待遇无缝衔接，入学当年不降低转外就医比例。',
    },
    { no: '短期务工和灵活就业人员', gist: '享受新参保的关系，暂停原参保关系，不做终止。' },
    {
      no: '重点人群',
      gist: '贫困人口、学生、新生儿、退役军人、短期务工和灵活就业人员、被征地农民等分类施策。',
    },
    { no: '目标', gist: '参保率保持在95%以上，自2021年参保年度起实时查询，到2025年稳中有升。' },
  ],
};

/** 医保办发〔2021〕43号, the clause on the link of benefits. */
export const TRANSFER_2021: SourceDocument = {
  id: 'CN-43-2021',
  title: '基本医疗保险关系转移接续暂行办法（医保办发〔2021〕43号）',
  region: 'CN',
  from: '2021-12-01',
  until: null,
  provenance: '公开转载的第十一条；施行日未核对',
  articles: [
    { no: '第二条', gist: '适用于职工（不含退休人员）和居民跨统筹地区转移接续。' },
    { no: '转移情形', gist: '职工跨地区就业应当转移；居民当年不转移，次年在新地参保后可转；跨制度的可转。' },
    { no: '办理时限', gist: '转出地10个工作日、转入地5个工作日办结，账户余额随同转移，重复年限不累计。' },
    { no: '第十一条', gist: '中断3个月（含）以内的可补缴并补享；超过3个月的等待期不超过6个月。' },
  ],
};

/** 国办发〔2024〕38号, the paragraph on waiting periods of residents. */
export const LONG_TERM_2024: SourceDocument = {
  id: 'CN-38-2024',
  title: '关于健全基本医疗保险参保长效机制的指导意见（国办发〔2024〕38号）',
  region: 'CN',
  from: '2025-01-01',
  until: null,
  provenance: '公开转载的相关段落',
  articles: [
    { no: '参保范围', gist: '放开放宽参保户籍限制，中小学生、学龄前儿童可在常住地参保。' },
    {
      no: '缴费修复',
      gist: '断保人员可补缴修复变动等待期，每多缴一年减一个月；连断4年以上的修复后仍不少于6个月。',
    },
    {
      no: '激励',
      gist: '连续参保满4年后每多一年、当年零报销的次年，提高大病保险最高支付限额，合计不超过原限额的20%。',
    },
    { no: '个人账户共济', gist: '职工个人账户可由近亲属共济使用。' },
    { no: '等待期', gist: '未在集中期参保或未连续参保的设3个月固定等待期，每断保1年再加1个月。' },
  ],
};

/** Civil Code, the articles on periods. */
export const CIVIL_CODE: SourceDocument = {
  id: 'CIVIL-CODE',
  title: '中华人民共和国民法典',
  region: 'CN',
  from: '2021-01-01',
  until: null,
  provenance: '公开法条',
  articles: [
    { no: '第二百零一条', gist: '按日计算的期间，开始当日不计入。' },
    { no: '第二百零二条', gist: '按月计算的期间，到期月无对应日的以月末日为末日。' },
    { no: '第一千二百五十九条', gist: '以上、以内、届满包括本数；不满、超过不包括本数。' },
  ],
};
