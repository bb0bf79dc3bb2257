import type { SheetBlock } from './sheet';
import { Written } from './Written';

/** Lines of one table that stay together on a page. */
const LINES = 12;

/**
 * A table in pieces that fit a page, each with its head; `none` is said where there are no lines. `also`: a class besides its own; `most`: how many
 * lines stay together, where they are lower than usual.
 */
export function tableBlocks(
  title: string,
  head: readonly string[],
  lines: readonly (readonly string[])[],
  none: string,
  { also = '', most = LINES }: { also?: string; most?: number } = {},
): SheetBlock[] {
  const heading: SheetBlock = { key: title, node: <h2>{title}</h2>, keepWithNext: true };
  if (lines.length === 0) return [heading, { key: `${title}/none`, node: <p>{none}</p> }];
  const pieces = Array.from({ length: Math.ceil(lines.length / most) }, (_, at) =>
    lines.slice(at * most, (at + 1) * most),
  );
  return [
    heading,
    ...pieces.map((piece, at) => ({
      key: `${title}/${at}`,
      node: (
        <table className={`sheet-table ${also}`}>
          <thead>
            <tr>
              {head.map((word) => (
                <th scope="col" key={word}>
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {piece.map((line) => (
              <tr key={line.join()}>
                {line.map((text, column) => (
                  <td key={head[column]}>
                    <Written>{text}</Written>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ),
    })),
  ];
}
