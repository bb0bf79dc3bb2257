import { type AccessEntry, EXPORTED_WORDS } from '#shared/access/access';

const FIELDS = { certNo: '证件号码', phone: '联系电话', bankAccount: '银行账号' } as const;
const PAPERS = { form: '参保登记表', certificate: '参保凭证' } as const;
const WAYS = { printer: '打印', pdf: '存为 PDF' } as const;

/** One line a entry, tab-separated, for an administrator at the command line: number, moment, clerk, what. */
export function accessLine(entry: AccessEntry): string {
  const { n, at, clerk } = entry;
  return `${n}\t${at}\t${clerk.name}（${clerk.id}）\t${whatOf(entry)}`;
}

function whatOf(entry: AccessEntry): string {
  switch (entry.type) {
    case 'revealed':
      return `查看${FIELDS[entry.field]}\t${entry.of.id}\t${entry.reason}`;
    case 'looked':
      return `查看材料图片\t${entry.about}\t${entry.reason}`;
    case 'issued':
      return `${WAYS[entry.way]}${PAPERS[entry.paper]}\t${entry.about}\t第 ${entry.copy} 份`;
    case 'exported':
      return `导出${EXPORTED_WORDS[entry.file]}\t完整号码 ${entry.numbers} 个\t${agreed(entry)}`;
  }
}

const agreed = ({ second, purpose }: Extract<AccessEntry, { type: 'exported' }>): string =>
  second === null ? '' : `${second.name}（${second.id}）同意：${purpose}`;
