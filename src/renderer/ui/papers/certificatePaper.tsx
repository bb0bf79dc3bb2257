import { maskCertNo } from '#shared/codes/masking';
import { labelOf } from '#shared/codes/tables/index';
import type { CertificateContent, CertifiedPeriods, CertifiedRelation } from '#shared/papers/certificate';
import { longMoment } from '../moments';
import type { PaperSheet } from '../print/sheet';
import { tableBlocks } from '../print/tableBlocks';
import { PAY_WORDS, SCHEME_WORDS, STATUS_WORDS } from '../words';
import { copyWords, Facts, Signatures } from './parts';

export const CERTIFICATE_TITLE = '基本医疗保险参保凭证';
const NONE = '平台没有记录。';

const runWords = ({ from, until }: CertifiedPeriods): string =>
  from === until ? from : `${from} 至 ${until}`;

/** A certificate of insurance (参保凭证) as sheets. */
export function certificatePaper(
  content: CertificateContent,
  of: { office: string; clerk: string; copy: number; full: boolean; pending: number },
): PaperSheet {
  const { person, relations, periods } = content;
  const certNo =
    person.certNo === null ? '没有证件号码' : of.full ? person.certNo : maskCertNo(person.certNo);
  return {
    title: CERTIFICATE_TITLE,
    mark: `个人编号 ${person.id}`,
    foot: copyWords(of.copy),
    names: [
      { text: person.name, of: `${person.name}的姓名` },
      ...relations.map(({ unit }) => ({ text: unit, of: '单位名称' })),
    ],
    blocks: [
      { key: 'title', node: <h1>{CERTIFICATE_TITLE}</h1>, keepWithNext: true },
      {
        key: 'who',
        node: (
          <Facts
            of={[
              { label: '姓名', value: person.name },
              { label: '证件', value: `${labelOf('certType', person.certType)} ${certNo}` },
              { label: '性别、出生', value: `${labelOf('sex', person.sex)} ${person.birthDate}` },
              { label: '住址', value: content.place },
              { label: '出具日期', value: content.day },
              { label: '资料截至', value: longMoment(content.asOf) },
            ]}
          />
        ),
      },
      ...tableBlocks(
        '参保关系',
        ['险种', '状态', '单位（村居）', '参保类别', '参保起', '本状态起'],
        relations.map(relationLine),
        NONE,
      ),
      ...tableBlocks(
        '缴费期间',
        ['险种', '费款所属期', '状态', '最后缴费日期'],
        periods.map(periodLine),
        NONE,
      ),
      {
        key: 'foot',
        node: (
          <>
            <h2>说明</h2>
            <p>
              本凭证按医保平台的记录出具，只证明出具时的参保情况。
              {of.pending > 0 && `另有 ${of.pending} 笔业务已在窗口受理、平台尚未确认，没有计入。`}
              以后有变化的，以医保平台的记录为准。
            </p>
            <Signatures
              of={[
                { label: '出具单位（盖章）', text: of.office },
                { label: '经办人', text: of.clerk },
              ]}
            />
          </>
        ),
      },
    ],
  };
}

const relationLine = (r: CertifiedRelation): string[] => [
  SCHEME_WORDS[r.scheme],
  STATUS_WORDS[r.status],
  r.unit,
  labelOf('personType', r.personType),
  r.from,
  r.statusFrom,
];
const periodLine = (p: CertifiedPeriods): string[] => [
  SCHEME_WORDS[p.scheme],
  runWords(p),
  PAY_WORDS[p.state],
  p.paidOn ?? '—',
];
