import { ipcMain, type WebContents } from 'electron';
import { HOST_CALLS, type HostChannel } from '../shared/host';
import { answerCall, type Handlers, isOurWindow } from './callContract';

/** The one door between window and desktop: no other file registers a channel. */
export function openDoor(handlers: Handlers, ours: () => WebContents | null): void {
  for (const channel of Object.keys(HOST_CALLS) as HostChannel[]) {
    ipcMain.handle(`desk:${channel}`, async (event, ask: unknown) => {
      if (!isOurWindow(event, ours()))
        throw new Error(`${channel}: refused, the call does not come from the desk's window`);
      return answerCall(channel, ask, handlers);
    });
  }
}
