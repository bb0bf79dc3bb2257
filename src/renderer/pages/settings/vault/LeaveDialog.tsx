import type { DeskClerk } from '#shared/vault/clerk';
import { useDesk, useDeskSnapshot } from '../../../ui/useDesk';
import { type DialogEnd, VaultDialog } from './VaultDialog';

/** Somebody leaves (离岗): their secret opens nothing any more. */
export function LeaveDialog({ clerk, onClose, onDone }: { clerk: DeskClerk } & DialogEnd) {
  const desk = useDesk();
  const { othersDrafts } = useDeskSnapshot();
  const drafts = othersDrafts.filter(({ owner }) => owner === clerk.id).length;
  return (
    <VaultDialog
      title={`${clerk.name}离岗？`}
      text={`${clerk.name}的口令马上失效，不能再登录本机。他办过的业务仍记在他名下。`}
      confirm="办理离岗"
      danger
      missing={null}
      onClose={onClose}
      onSend={async () => {
        const done = await desk.vault.remove({ id: clerk.id });
        if (!done.ok) return done.error.text;
        onDone(`${clerk.name}已离岗，口令失效。`);
        return null;
      }}
    >
      {drafts > 0 && (
        <p className="tone-warn">他还有 {drafts} 份没办完的草稿，离岗后请在“窗口受理”里移交给同事。</p>
      )}
    </VaultDialog>
  );
}
