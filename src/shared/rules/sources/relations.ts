import { type SourceDocument, unruled } from './document';

/** 医保办函〔2021〕11号, of which only article 16 was at hand. */
export const PROCEDURE_2021: SourceDocument = {
  id: 'CN-11-2021',
  title: '全国基本医疗保险参保管理经办规程（医保办函〔2021〕11号）',
  region: 'CN',
  from: null,
  until: null,
  provenance: '公开转载的第十六条；发文日未核对',
  articles: [
    unruled(
      '其余条款',
      '总则、登记、变更、重复参保处理等。',
      'notObtained',
      '只得到公开转载的第十六条；其余按吉林省规程和 33 号文判定。',
    ),
    {
      no: '第十六条',
      gist: '待遇享受期开始前死亡、重复缴费、参加职工医保或在外地参加居民医保的，可申请退费；开始后不退。',
    },
  ],
};

/** The clause on duplicates of provincial procedures, with the same wording as Jilin's abstract. */
export const PROVINCIAL_DUPLICATES: SourceDocument = {
  id: 'PROV-DUP',
  title: '省级参保管理经办规程关于重复参保处理的条款（公开转载）',
  region: 'CN',
  from: null,
  until: null,
  provenance: '外省规程转载，文字与吉林省规程摘要相同；吉林省原文第二十九条以后未取得',
  articles: [
    { no: '职工重复', gist: '职工医保重复参保的，保留就业地的参保关系。' },
    { no: '居民重复', gist: '居民重复参保的，保留常住地的关系，或按本人书面声明选择；声明交不保留的一方。' },
    { no: '学生重复', gist: '学生重复参保的，保留学籍地的关系。' },
    { no: '跨制度重复', gist: '职工与居民重复参保的，原则上保留职工医保关系。' },
    { no: '资助对象重复', gist: '资助参保人员重复的，经本人同意并向放弃的一方提交书面声明后再终止。' },
  ],
};

/** The notice of 9 January 2026, known only from the press. */
export const MUTUAL_AID_2026: SourceDocument = {
  id: 'CN-MUTUAL-2026',
  title: '关于做好职工基本医疗保险个人账户跨省共济工作的通知（2026年1月9日）',
  region: 'CN',
  from: '2026-01-09',
  until: null,
  provenance: '新闻摘要，通知原文未取得',
  articles: [
    {
      no: '共济关系',
      gist: '职工医保参保人与近亲属双方自愿建立或解除，一人可与多人互建，医保关系变动时自动解除。',
    },
    { no: '共济范围', gist: '共济范围由省内扩大到全国。' },
    {
      no: '资金使用',
      gist: '用于被共济人就医购药的个人负担、居民医保和长护险个人缴费；额度内共济人不能再用，解除后未用额度返还。',
    },
    { no: '资金清算', gist: '跨省共济费用按月全额清算，国家统一清分、省市分级清算，可用预付金。' },
    unruled(
      '文件依据',
      '国办发〔2021〕14号、国办发〔2024〕38号关于个人账户共济的要求，省内共济的成效。',
      'meaning',
      '说明背景和上位文件，没有可以判定的内容。',
    ),
    unruled(
      '工作要求',
      '医保、财政部门组织领导和协同监管，系统对接，政策宣传。',
      'duty',
      '由主管部门办理（R-OBL-12）。',
    ),
    unruled(
      '通知原文',
      '2026年1月9日通知的正式文本。',
      'notObtained',
      '只得到新闻摘要；摘要没有写到的细节不作推定。',
    ),
  ],
};

export const CHANGCHUN_STUDENTS_2021: SourceDocument = {
  id: 'JL-CC-2021-STU',
  title: '长春市2021年度大中专学生参保缴费通知（长医保联〔2020〕20号）',
  region: '2201',
  from: '2020-12-04',
  until: '2021-12-31',
  provenance: '公开转载',
  articles: [
    { no: '缴费期', gist: '2020年12月4日至31日为集中缴费期；2021年1月1日至9月30日缴费的，设3个月等待期。' },
  ],
};
