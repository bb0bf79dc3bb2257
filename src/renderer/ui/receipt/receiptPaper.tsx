import { maskCertNo } from '#shared/codes/masking';
import { agentWords } from '#shared/domain/agent';
import { formatFen } from '#shared/domain/money';
import { agentOf } from '#shared/domain/operation';
import type { Paper } from '#shared/papers/paper';
import { codeOf, codeText } from '#shared/papers/qr';
import type { OperationView } from '../../desk/api';
import { copyWords, Facts, Signatures } from '../papers/parts';
import { QrCode } from '../print/QrCode';
import type { PaperSheet } from '../print/sheet';
import { SCHEME_WORDS } from '../words';

export const RECEIPT_TITLE = '业务受理回执';

/** Says on its face whether the platform has spoken: a receipt may be handed out before. */
const STATES = {
  pending: '待平台确认',
  confirmed: '已确认',
  failed: '平台没有办理，本回执无效',
} as const;

function stateOf({ verdict, stateLabel }: OperationView): keyof typeof STATES {
  if (verdict?.outcome === 'applied') return 'confirmed';
  return ['平台不予受理', '有冲突', '已搁置', '已撤回', '已处理'].includes(stateLabel) ? 'failed' : 'pending';
}

/** The receipt (受理回执) as a sheet. */
export function receiptPaper(
  paper: Paper,
  view: OperationView,
  of: { certNo: string | null; unit: { uscc: string | null } | null; office: string; clerk: string },
): PaperSheet {
  const { operation, entry, verdict } = view;
  const state = stateOf(view);
  const agent = agentOf(operation);
  return {
    title: RECEIPT_TITLE,
    mark: `回执号 ${paper.receiptNo}`,
    foot: copyWords(paper.copies),
    names: [
      { text: view.who, of: `${view.who}的${of.unit ? '名称' : '姓名'}` },
      ...(agent === null ? [] : [{ text: agentWords(agent), of: '代办人的姓名和凭据' }]),
    ],
    blocks: [
      { key: 'title', node: <h1>{RECEIPT_TITLE}</h1>, keepWithNext: true },
      { key: 'state', node: <p className={`sheet-state ${state}`}>{STATES[state]}</p> },
      {
        key: 'facts',
        node: (
          <Facts
            of={[
              { label: '回执号', value: paper.receiptNo },
              { label: '事项', value: view.matterLabel },
              ...(of.unit
                ? [
                    { label: '单位', value: view.who },
                    { label: '统一社会信用代码', value: of.unit.uscc ?? '无' },
                  ]
                : [
                    { label: '姓名', value: view.who },
                    { label: '证件号码', value: maskCertNo(of.certNo) },
                  ]),
              ...(agent === null
                ? []
                : [{ label: '代办人', value: `${agentWords(agent)} ${maskCertNo(agent.certNo)}` }]),
              { label: '办理日期', value: operation.day },
              { label: '平台回执', value: verdict?.outcome === 'applied' ? verdict.receipt : STATES[state] },
            ]}
          />
        ),
      },
      ...(paper.fees.length === 0
        ? []
        : [
            { key: 'fees', node: <h2>应缴费用</h2>, keepWithNext: true },
            ...paper.fees.map(({ scheme, period, personFen }) => ({
              key: `fee/${scheme}${period}`,
              node: (
                <p>
                  {SCHEME_WORDS[scheme]} {period}：个人应缴 {formatFen(personFen)}，向税务部门缴纳。
                </p>
              ),
            })),
          ]),
      {
        key: 'note',
        node: (
          <>
            <h2>说明</h2>
            <p>
              {state === 'confirmed'
                ? '医保平台已确认本业务。以前打印的、标着“待平台确认”的回执由本回执代替，请交回窗口。'
                : '业务已由窗口受理。以医保平台确认的结果为准；平台的决定与本回执不同的，窗口会通知您收回或更换本回执。平台确认后，可以到窗口换取已确认的回执。'}
            </p>
            <div className="sheet-qr">
              <QrCode text={codeText(codeOf(entry))} label="回执二维码" />
              <p>
                二维码是回执号、业务号和窗口流水账的校验值，没有个人信息。
                窗口扫描后可以找到这笔业务，并查验本回执是不是本窗口出具、有没有改动。
              </p>
            </div>
            <Signatures
              of={[
                { label: '经办人', text: of.clerk },
                { label: '受理窗口', text: of.office },
              ]}
            />
          </>
        ),
      },
    ],
  };
}
