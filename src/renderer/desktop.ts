import type { z } from 'zod';
import {
  type AnswerOf,
  type Ask,
  type DesktopBridge,
  HOST_CALLS,
  HOST_EVENTS,
  type HostChannel,
  type HostEvent,
  type HostEvents,
} from '#shared/host';

declare global {
  interface Window {
    /** What the preload exposes; absent when the page was opened in an ordinary browser. */
    readonly desktop?: DesktopBridge;
  }
}

/** The window's typed way to the desktop: both directions parsed strictly with the one contract. */
export interface Desktop {
  /** Throws `BorderError` when an ask or an answer is not what the contract says: that is a bug, not a business failure. */
  call<C extends HostChannel>(channel: C, ask: Ask<C>): Promise<AnswerOf<C>>;
  /** Gives the function that ends the listening. A payload that is not what the contract says is dropped and reported. */
  on<E extends HostEvent>(event: E, listener: (payload: z.infer<HostEvents[E]>) => void): () => void;
}

/** Something crossed the border between window and desktop that the contract does not know. Names places, never values. */
export class BorderError extends Error {
  constructor(channel: string, way: 'ask' | 'answer' | 'event', error: z.ZodError) {
    const places = error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.join('.') || '(all)'}: ${issue.code}`);
    super(`${channel} ${way}: ${places.join('; ')}`);
    this.name = 'BorderError';
  }
}

export function desktopOver(bridge: DesktopBridge): Desktop {
  return {
    async call(channel, ask) {
      const contract = HOST_CALLS[channel];
      const asked = contract.ask.safeParse(ask);
      if (!asked.success) throw new BorderError(channel, 'ask', asked.error);
      const answered = contract.answer.safeParse(await bridge.call(channel, asked.data));
      if (!answered.success) throw new BorderError(channel, 'answer', answered.error);
      return answered.data as AnswerOf<typeof channel>;
    },
    on(event, listener) {
      return bridge.on(event, (payload) => {
        const parsed = HOST_EVENTS[event].safeParse(payload);
        if (parsed.success) listener(parsed.data as Parameters<typeof listener>[0]);
        else console.error(new BorderError(event, 'event', parsed.error).message);
      });
    },
  };
}
