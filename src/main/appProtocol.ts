import { protocol } from 'electron';
import { answerRequest, type SnapshotSource } from './appAnswer';
import { APP_SCHEME } from './origin';

/** Must run before the app is ready: makes `app:` an origin of its own with secure-context rights. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

export function serveApp(root: string, snapshot: SnapshotSource): void {
  protocol.handle(APP_SCHEME, (request) => answerRequest(request, root, snapshot));
}
