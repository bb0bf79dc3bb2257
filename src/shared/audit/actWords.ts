import { ROLE_WORDS } from '../vault/clerk';
import type { AuditAct, ExportKind } from './act';

/** Nothing was in its way. */
const DONE = 'DONE';
const WHY = {
  clerk: '经办人锁定',
  idle: '无人操作',
  suspend: '电脑休眠',
  screen: 'Windows 锁屏',
  other: '其他',
} as const;
const ACCESS = {
  revealed: '查看完整号码',
  looked: '查看材料图片',
  issued: '打印登记表或凭证',
  exported: '导出含完整号码的文件',
} as const;
const OF = { person: '参保人', unit: '单位', village: '村（居）', operation: '业务', file: '文件' } as const;
const EXPORTS: Readonly<Record<ExportKind, string>> = {
  roster: '花名册',
  workbook: '工作簿',
  households: '每户一份的工作簿',
  plain: '报表',
  errors: '错误清单',
  bag: '离线包',
  replies: '答复单',
  diagnostics: '诊断包',
  paper: 'PDF',
  migration: '核实表',
};
const UPDATES = { tried: '试装', taken: '启用', refused: '拒绝' } as const;
const rolesOf = (roles: readonly (keyof typeof ROLE_WORDS)[]): string =>
  roles.map((role) => ROLE_WORDS[role]).join('、');

/** What an entry says, for people: one short phrase without anybody's name or number. */
export function actText(did: AuditAct): string {
  switch (did.act) {
    case 'segment':
      return `日志第 ${did.segment} 个文件开始${did.findings.length === 0 ? '' : `（之前发现 ${did.findings.length} 处问题：${[...new Set(did.findings.map(({ kind }) => kind))].join('、')}）`}`;
    case 'start':
      return `程序启动，版本 ${did.version}`;
    case 'stop':
      return '程序退出';
    case 'signed-in':
      return `登录 ${did.who}`;
    case 'wrong-secret':
      return `口令不对 ${did.who}（${did.code}）`;
    case 'waits':
      return `口令错误过多，${did.who} 需等 ${did.seconds} 秒`;
    case 'locked':
      return `锁定：${WHY[did.why]}`;
    case 'set-up':
      return `设置密钥库 ${did.who}`;
    case 'enrolled':
      return `录用 ${did.who}（${rolesOf(did.roles)}）`;
    case 'removed':
      return `离岗 ${did.who}`;
    case 'roles':
      return `改角色 ${did.who}（${rolesOf(did.roles)}）`;
    case 'secret':
      return `改口令 ${did.who}`;
    case 'recovery':
      return did.what === 'set' ? '设置县级恢复公钥' : '用县级恢复密钥恢复';
    case 'rotated':
      return `轮换密钥，第 ${did.key} 把`;
    case 'decommissioned':
      return '停用本机';
    case 'access':
      return `${ACCESS[did.what]}：${OF[did.of]} ${did.about}（查看记录第 ${did.entry} 条）`;
    case 'exported':
      return `导出${EXPORTS[did.kind]}，${did.count} 条`;
    case 'backed-up':
      return did.code === DONE ? '备份，读回核对无误' : `备份：${did.code}`;
    case 'restored':
      return did.code === DONE ? '从备份恢复，首次打开' : `从备份恢复：${did.code}`;
    case 'rehearsed':
      return did.code === DONE ? '恢复演练，可以恢复' : `恢复演练：${did.code}`;
    case 'update':
      return `程序更新${UPDATES[did.outcome]} ${did.version ?? ''}（${did.code}）`;
    case 'accepted':
      return `受理 ${did.opId}`;
    case 'purged':
      return `按保存期限清除 ${did.count} 笔（办结超过 ${did.days} 天）`;
    case 'handed-over':
      return `交接给 ${did.to}，${did.count} 件`;
    case 'journal':
      return `流水账到第 ${did.seq} 笔${did.code === null ? '' : `（${did.code}）`}`;
    case 'finding':
      return `发现问题 ${did.code}`;
    case 'missed':
      return `之前有 ${did.count} 条没有写进磁盘`;
    case 'anchored':
      return `平台已保存第 ${did.n} 条为锚点`;
    case 'contradicted':
      return `与平台保存的第 ${did.n} 条对不上`;
  }
}
