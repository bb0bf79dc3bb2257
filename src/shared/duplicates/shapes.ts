/**
 * Characters that are taken for one another by eye, on a form or in a print: own table, made of what is usual in names. Within
 * a group each may stand for each.
 */
const GROUPS = (
  '己已巳 未末 士土 日曰 人入 天夭 王玉 大太 干千于 戊戌戍 刀刁 贝见 晴睛 清青情 住佳往 洋样 莉利 娟涓捐 玲铃 明朋 芳方 红虹 田由甲申 木本术 ' +
  '永水冰 友反 杨扬 陈阵 吕昌 侯候 徐除 余佘 梁粱 郝郭 亨享 李季 伟纬 建健 凤风 茹如 振震 俊峻骏 颖颍 辰晨 磊石 晓哓 珊姗 妍研 ' +
  '董重 薛薜 祁祈 崔催 范苑 淇琪 琳淋 梅海 冼洗 燕蒸 宇字'
).split(' ');

const STANDS_FOR = new Map<string, string>();
for (const group of GROUPS) {
  const characters = Array.from(group);
  // Groups that share a character are one: likeness has to be the same whichever of two is looked at first.
  const known = characters.map((one) => STANDS_FOR.get(one)).find((one) => one !== undefined);
  const first = known ?? characters[0] ?? '';
  for (const character of characters) {
    const before = STANDS_FOR.get(character);
    if (before !== undefined && before !== first) {
      for (const [one, stands] of STANDS_FOR) if (stands === before) STANDS_FOR.set(one, first);
    }
    STANDS_FOR.set(character, first);
  }
}

/** The name with each character as the first of its group: two names that look alike have the same. */
export const shapeKey = (name: string): string =>
  Array.from(name)
    .map((character) => STANDS_FOR.get(character) ?? character)
    .join('');
