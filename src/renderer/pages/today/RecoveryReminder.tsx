import { Link } from 'react-router';
import { isAdministrator } from '../../desk/clerks';
import { useDeskSnapshot } from '../../ui/useDesk';

/** A desk whose secrets may all be forgotten has nobody to open it again: said to whoever can do something about it, until it is done. */
export function RecoveryReminder() {
  const snapshot = useDeskSnapshot();
  const { vault } = snapshot;
  if (vault?.phase !== 'open' || vault.hasRecovery || !isAdministrator(snapshot)) return null;
  return (
    <p className="tone-warn" role="note">
      还没有县级恢复公钥：所有人的口令都忘了时，本机就再也打不开。<Link to="/settings">去“设置”填 ›</Link>
    </p>
  );
}
