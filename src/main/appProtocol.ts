import { app, protocol, session } from 'electron';
import { answerRequest, type SnapshotSource } from './appAnswer';
import { APP_SCHEME } from './origin';
import { lockRequests } from './requests';

/** Must run before the app is ready: makes `app:` an origin of its own with secure-context rights. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the window, and nothing else to it: `file:` and every other scheme are answered with nothing. */
export function serveApp(root: string, snapshot: SnapshotSource): void {
  protocol.handle(APP_SCHEME, (request) => answerRequest(request, root, snapshot));
  lockRequests(session.defaultSession, !app.isPackaged);
}
