import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { MaskedField } from '#shared/access/access';
import { RevealDialog } from '../reveal/RevealDialog';

const inPreview = (): HTMLElement => document.querySelector<HTMLElement>('.print-page') ?? document.body;

/** The choice to print somebody's number in full, which is asked for with a reason as on the screen. */
export function useFullNumber(
  of: { personId: string; who: string; paper: string; fields: readonly MaskedField[] } | null,
): {
  full: boolean;
  asking: boolean;
  choice: ReactNode;
} {
  const [full, setFull] = useState(false);
  const [asking, setAsking] = useState(false);
  const choice = of && (
    <div>
      <Checkbox checked={full} onChange={({ target }) => (target.checked ? setAsking(true) : setFull(false))}>
        印出完整号码（要写原因，记入查看记录）
      </Checkbox>
      {asking && (
        <RevealDialog
          of={{ kind: 'person', id: of.personId }}
          who={of.who}
          fields={of.fields}
          purpose={`打印完整号码的${of.paper}`}
          place={inPreview}
          onRevealed={() => {
            setAsking(false);
            setFull(true);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
  return { full, asking, choice };
}
