import type { WebContents } from 'electron';
import type { z } from 'zod';
import { HOST_EVENTS, type HostEvent, type HostEvents } from '../shared/host';

export type TellWindow = <E extends HostEvent>(event: E, payload: z.infer<HostEvents[E]>) => void;

/** Gives the function that tells the window what happened; what is told while there is no window is dropped, for a window asks when it opens. */
export function windowTeller(ours: () => WebContents | null): TellWindow {
  return (event, payload) => {
    const target = ours();
    if (target && !target.isDestroyed())
      target.send(`desk-event:${event}`, HOST_EVENTS[event].parse(payload));
  };
}
