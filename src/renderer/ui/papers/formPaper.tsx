import { maskCertNo, maskPhone } from '#shared/codes/masking';
import type { FormCell, FormContent } from '#shared/papers/registrationForm';
import type { PaperSheet, SheetBlock } from '../print/sheet';
import { Written } from '../print/Written';
import { copyWords, Signatures } from './parts';

/** Two places a line; a wide one has a line of its own. */
function linesOf(cells: readonly FormCell[]): FormCell[][] {
  const lines: FormCell[][] = [];
  for (const cell of cells) {
    const last = lines.at(-1);
    if (last && last.length === 1 && !last[0]?.wide && !cell.wide) last.push(cell);
    else lines.push([cell]);
  }
  return lines;
}

/** A registration form (参保登记表) as sheets. */
export function formPaper(
  form: FormContent,
  of: { receiptNo: string; who: string; clerk: string; day: string; copy: number; full: boolean },
): PaperSheet {
  const shown = ({ field, text }: FormCell): string => {
    // Whoever acts was not asked for the number to be shown whole: it stays masked on paper.
    if (field === 'agentCertNo') return maskCertNo(text);
    if (field === 'agentPhone') return text === '' ? '' : maskPhone(text);
    if (of.full) return text;
    return field === 'certNo' ? maskCertNo(text) : field === 'phone' ? maskPhone(text) : text;
  };
  const section = ({ title, cells }: FormContent['sections'][number]): SheetBlock[] => [
    { key: title, node: <h2>{title}</h2>, keepWithNext: true },
    {
      key: `${title}/cells`,
      node: (
        <table className="sheet-table form-table">
          <tbody>
            {linesOf(cells).map((line) => (
              <tr key={line[0]?.field}>
                {line.map((cell) => (
                  <FormCells
                    key={cell.field}
                    label={cell.label}
                    text={shown(cell)}
                    span={line.length === 1 ? 3 : 1}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ),
    },
  ];
  const signed: Record<string, string> = { ...form.signed, 经办人: of.clerk, 受理日期: of.day };
  return {
    title: form.title,
    mark: `受理编号 ${of.receiptNo}`,
    foot: copyWords(of.copy),
    names: form.sections.flatMap(({ cells }) =>
      cells.map((cell) => ({ text: shown(cell), of: `${of.who}的${cell.label}` })),
    ),
    blocks: [
      { key: 'title', node: <h1>{form.title}</h1>, keepWithNext: true },
      ...form.sections.flatMap(section),
      {
        key: 'declaration',
        node: (
          <>
            <h2>声明</h2>
            <p>{form.declaration}</p>
            <Signatures
              of={form.signatures.map((label) => {
                const text = signed[label];
                return text === undefined ? { label } : { label, text };
              })}
            />
          </>
        ),
      },
    ],
  };
}

function FormCells({ label, text, span }: { label: string; text: string; span: number }) {
  return (
    <>
      <th scope="row">{label}</th>
      <td colSpan={span}>
        <Written>{text}</Written>
      </td>
    </>
  );
}
