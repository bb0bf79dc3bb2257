import { useState } from 'react';
import { isRecoveryKey, RecoveryBox, recoveryKeyOf } from '../../../ui/RecoveryBox';
import { useDesk } from '../../../ui/useDesk';
import { type DialogEnd, VaultDialog } from './VaultDialog';

/** The public half of the county's recovery key (县级恢复公钥). */
export function RecoveryDialog({ onClose, onDone }: DialogEnd) {
  const desk = useDesk();
  const [typed, setTyped] = useState('');
  return (
    <VaultDialog
      title="县级恢复公钥"
      text="口令都忘了时，县里两个人各拿一半密钥可以打开本机。请整段粘贴县里给的“恢复公钥.txt”的内容；公钥本身打不开任何东西。"
      confirm="保存公钥"
      missing={isRecoveryKey(typed) ? null : '公钥不对：应为 64 个字符（数字和 a 到 f）。'}
      onClose={onClose}
      onSend={async () => {
        const done = await desk.vault.setRecovery({ publicKey: recoveryKeyOf(typed) });
        if (!done.ok) return done.error.text;
        onDone('恢复公钥已保存。');
        return null;
      }}
    >
      <RecoveryBox value={typed} onChange={setTyped} autoFocus />
    </VaultDialog>
  );
}
