import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from '../shared/host';

/**
 * All that the window gets from the desktop: call a channel of the contract, hear an event of it. The prefix keeps Electron's own
 * channels out of reach; what is asked and answered is parsed on both sides, here nothing is interpreted.
 */
const bridge: DesktopBridge = {
  call: (channel, ask) => ipcRenderer.invoke(`desk:${channel}`, ask),
  on: (event, listener) => {
    const hear = (_event: unknown, payload: unknown) => listener(payload);
    ipcRenderer.on(`desk-event:${event}`, hear);
    return () => void ipcRenderer.removeListener(`desk-event:${event}`, hear);
  },
};

contextBridge.exposeInMainWorld('desktop', bridge);
