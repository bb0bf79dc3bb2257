import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useDesk, useDeskSnapshot } from '../../../ui/useDesk';
import { VaultDialog } from './VaultDialog';

const WORDS = '停用本机';

/** Destroys every key (停用). What is not delivered is lost with them, so that has to be said in so many words. */
export function DecommissionDialog({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const { counts } = useDeskSnapshot();
  const waiting = counts.queued + counts.held + counts.reviewing;
  const [typed, setTyped] = useState('');
  const [even, setEven] = useState(false);
  const missing =
    waiting > 0 && !even
      ? `还有 ${waiting} 笔没有上传。请先上传；确实不要了，勾选上面那一项。`
      : typed.trim() === WORDS
        ? null
        : `请照样输入“${WORDS}”四个字。`;
  return (
    <VaultDialog
      title="停用本机？"
      text="电脑报废、移交、送修前用。密钥全部销毁，本机上的资料、草稿和流水账谁也打不开了，找不回来；已上传的业务在平台上，不受影响。"
      confirm="销毁密钥并停用"
      danger
      missing={missing}
      onClose={onClose}
      onSend={async () => {
        const done = await desk.vault.decommission({ evenUndelivered: even });
        return done.ok ? null : done.error.text;
      }}
    >
      {waiting > 0 && (
        <Checkbox checked={even} onChange={(event) => setEven(event.target.checked)}>
          还有 {waiting} 笔没有上传，连同它们一起不要了
        </Checkbox>
      )}
      <div className="vault-field">
        <label htmlFor="decommission-words">请输入“{WORDS}”</label>
        <Input
          id="decommission-words"
          autoFocus
          autoComplete="off"
          value={typed}
          maxLength={20}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
    </VaultDialog>
  );
}
