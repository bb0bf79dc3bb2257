import { Select } from 'antd';
import { useState } from 'react';
import type { Colleague } from '../desk/clerks';
import { ConfirmDialog } from './ConfirmDialog';

/** Asks to whom something is handed over (移交), once, in words that say what will happen. `onDone` gives the trouble, or null. */
export function HandOverDialog(props: {
  title: string;
  text: string;
  takers: readonly Colleague[];
  onCancel: () => void;
  onDone: (to: string) => Promise<string | null>;
}) {
  const { title, text, takers, onCancel, onDone } = props;
  const [to, setTo] = useState<string | null>(takers.length === 1 ? (takers[0]?.id ?? null) : null);
  return (
    <ConfirmDialog
      title={title}
      text={text}
      confirm="移交"
      ready={to !== null}
      onCancel={onCancel}
      onDone={async () => (to === null ? '请选择交给谁。' : onDone(to))}
    >
      {takers.length === 0 ? (
        <p className="tone-warn">本机没有别的经办人。请本机管理员先在“设置”里录用。</p>
      ) : (
        <Select
          autoFocus
          showSearch
          aria-label="交给谁"
          style={{ width: '100%' }}
          placeholder="交给谁：输入姓名或工号"
          optionFilterProp="label"
          value={to}
          onChange={(chosen: string) => setTo(chosen)}
          getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
          options={takers.map(({ id, name, staffNo }) => ({
            value: id,
            label: staffNo === null ? name : `${name}（工号 ${staffNo}）`,
          }))}
        />
      )}
    </ConfirmDialog>
  );
}
