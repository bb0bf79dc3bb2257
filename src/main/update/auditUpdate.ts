import type { AuditAct } from '#shared/audit/act';
import type { UpdateAttempt } from './updates';

const DONE: Readonly<Record<UpdateAttempt['what'], string>> = {
  chosen: 'UPDATE_CHOSEN',
  installed: 'UPDATE_INSTALLED',
  healthy: 'UPDATE_HEALTHY',
  returned: 'UPDATE_DID_NOT_OPEN',
  older: 'PROGRAM_OLDER',
};

/** The entry of the audit log for something done, or refused, about the program itself. */
export const auditUpdate = ({ what, version, code }: UpdateAttempt): AuditAct => ({
  act: 'update',
  outcome: code !== null ? 'refused' : what === 'chosen' ? 'tried' : 'taken',
  version,
  code: code ?? DONE[what],
});
