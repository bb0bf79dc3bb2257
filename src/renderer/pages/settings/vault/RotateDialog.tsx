import { useDesk } from '../../../ui/useDesk';
import { type DialogEnd, VaultDialog } from './VaultDialog';

/** A new data key (轮换密钥). */
export function RotateDialog({ onClose, onDone }: DialogEnd) {
  const desk = useDesk();
  return (
    <VaultDialog
      title="轮换密钥？"
      text="怀疑有人拷走过本机数据，或县里要求时用。换一把新的数据密钥，下次打开参保台并登录时用它把本机资料重新加密一遍，再销毁旧的；资料多时要多等一会儿。口令不变。"
      confirm="轮换密钥"
      missing={null}
      onClose={onClose}
      onSend={async () => {
        const done = await desk.vault.rotate();
        if (!done.ok) return done.error.text;
        onDone(`已换用第 ${done.value.key} 号密钥；请关闭参保台再打开，登录时把本机资料重新加密。`);
        return null;
      }}
    />
  );
}
