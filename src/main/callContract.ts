import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { type AnswerOf, type Ask, HOST_CALLS, type HostChannel } from '../shared/host';
import { isPlainData } from '../shared/plainData';
import { isAppUrl } from './origin';

/** One answer a channel of the contract; what a handler throws is a bug and reaches the window as a rejected call. */
export type Handlers = { [C in HostChannel]: (ask: Ask<C>) => AnswerOf<C> | Promise<AnswerOf<C>> };

/** The parts of a call's sender that tell who asks. */
export type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** True when the call comes from the top frame of our own window, showing our own origin. */
export function isOurWindow(event: Sender, ours: WebContents | null): boolean {
  const frame = event.senderFrame;
  if (!ours || !frame || event.sender !== ours) return false;
  return frame === ours.mainFrame && isAppUrl(frame.url);
}

/** Parses what is asked, lets the handler answer and parses the answer; whatever does not fit is refused with the channel named. */
export async function answerCall<C extends HostChannel>(
  channel: C,
  ask: unknown,
  handlers: Handlers,
): Promise<AnswerOf<C>> {
  const contract = HOST_CALLS[channel];
  const asked = isPlainData(ask) ? contract.ask.safeParse(ask) : null;
  if (!asked?.success) throw new Error(`${channel}: what was asked does not fit the contract`);
  const answered = contract.answer.safeParse(await handlers[channel](asked.data as Ask<C>));
  // The message names the field, never a value: values may be personal.
  if (!answered.success) {
    const where = answered.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
    throw new Error(`${channel}: the answer does not fit the contract at ${where}`);
  }
  return answered.data as AnswerOf<C>;
}
