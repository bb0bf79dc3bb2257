import type { AccessEntry } from '#shared/access/access';

const FIELDS = { certNo: '证件号码', phone: '联系电话', bankAccount: '银行账号' } as const;
const PAPERS = { form: '参保登记表', certificate: '参保凭证' } as const;
const WAYS = { printer: '打印', pdf: '存为 PDF' } as const;

/** One line a entry, tab-separated, for an administrator at the command line: number, moment, clerk, what. */
export function accessLine(entry: AccessEntry): string {
  const { n, at, clerk } = entry;
  const what =
    entry.type === 'revealed'
      ? `查看${FIELDS[entry.field]}\t${entry.of.id}\t${entry.reason}`
      : `${WAYS[entry.way]}${PAPERS[entry.paper]}\t${entry.about}\t第 ${entry.copy} 份`;
  return `${n}\t${at}\t${clerk.name}（${clerk.id}）\t${what}`;
}
