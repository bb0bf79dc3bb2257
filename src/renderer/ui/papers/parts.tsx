import { Written } from '../print/Written';

/** Labels and values in two columns at the head of a paper. */
export function Facts({ of }: { of: readonly { readonly label: string; readonly value: string }[] }) {
  return (
    <dl className="sheet-facts">
      {of.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Written>{value}</Written>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Lines to sign on, or what stands on them already. */
export function Signatures({ of }: { of: readonly { readonly label: string; readonly text?: string }[] }) {
  return (
    <div className="sheet-sign">
      {of.map(({ label, text }) => (
        <span key={label}>
          {label}：
          <i>
            <Written>{text ?? ''}</Written>
          </i>
        </span>
      ))}
    </div>
  );
}

/** At the foot of every counted paper: which copy, and that it is not the first. */
export const copyWords = (copy: number): string =>
  copy > 1 ? `第 ${copy} 次打印（补打，以前打印的作废）` : '第 1 次打印';
