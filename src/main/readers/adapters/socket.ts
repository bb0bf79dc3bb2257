import { WebSocket } from 'ws';
import { z } from 'zod';
import type { RawCard } from '#shared/readers/card';
import { err, ok, type Result } from '#shared/result';
import { codeTold, type MakeReader, parsedJson, type ReaderLimits, readsOnly, told } from '../adapter';
import type { ReaderFault } from '../fault';
import { faultOf, LOOPBACK } from '../local';
import { textOf } from '../text';

/**
 * Multi-reader (多合一读卡器) over WebSocket, port 1919; on Internet Explorer the same device is an OCX, which is not for us.
 *
 * H (two pages): `{"type":4}` asks for an ID card, `{"type":2}` takes a question back.
 * M (one page): the answer has `type` 4, `ret` 0 where it is good (-2 time-out, -3 device not open, -9 taken back), `name`, `sex`, `nation`, `birth`,
 * `addr`, `id_num`, `depart`, `validityTime`; other messages may come in between.
 * Assumed: `validityTime` is "from-to", each with or without dots, 长期 for no end (K). The kind of card is not told, so the number has to show it.
 */
const READ_ID = 4;
const TAKE_BACK = 2;
/** So many messages that are not the answer are let pass. */
const OTHERS = 20;

const Message = z.object({ type: codeTold });
const Said = Message.extend({ ret: codeTold });
const Card = Said.extend({
  name: told,
  sex: told.optional(),
  nation: told.optional(),
  birth: told.optional(),
  addr: told.optional(),
  id_num: told,
  depart: told.optional(),
  validityTime: told.optional(),
});

const SAYS: Readonly<Record<string, string>> = {
  '-1': '传入参数错误',
  '-2': '超时',
  '-3': '打开设备失败',
  '-4': '写数据错误',
  '-5': '读数据错误',
  '-7': '设备返回错误',
  '-9': '取消操作',
};

export const socket: MakeReader = ({ port }, limits) => readsOnly((signal) => ask(port, limits, signal));

function ask(port: number, limits: ReaderLimits, signal: AbortSignal): Promise<Result<RawCard, ReaderFault>> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(err({ kind: 'cancelled' }));
    const line = new WebSocket(`ws://${LOOPBACK}:${port}`, {
      maxPayload: limits.read.maxBytes,
      perMessageDeflate: false,
      followRedirects: false,
      // A service that sends GBK in a text message is read all the same.
      skipUTF8Validation: true,
    });
    let others = 0;
    const end = (result: Result<RawCard, ReaderFault>): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      line.terminate();
      resolve(result);
    };
    /** The device stops waiting for a card too, where it can still be told. */
    const giveUp = (kind: 'cancelled' | 'slow') => {
      if (line.readyState !== WebSocket.OPEN) return end(err({ kind }));
      line.send(JSON.stringify({ type: TAKE_BACK }), () => end(err({ kind })));
    };
    const cancel = () => giveUp('cancelled');
    const timer = setTimeout(() => giveUp('slow'), limits.read.timeoutMs);
    signal.addEventListener('abort', cancel);
    line.on('open', () => line.send(JSON.stringify({ type: READ_ID })));
    line.on('error', (error) => end(err(lineFault(error))));
    line.on('close', () => end(err({ kind: 'cut' })));
    line.on('message', (data) => {
      const text = textOf(Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data), null);
      if (!text.ok) return end(text);
      const message = parsedJson(text.value, Message);
      if (!message.ok) return end(message);
      if (message.value.type === String(READ_ID)) return end(cardIn(text.value));
      others += 1;
      if (others > OTHERS) end(err({ kind: 'foreign' }));
    });
  });
}

function cardIn(text: string): Result<RawCard, ReaderFault> {
  const said = parsedJson(text, Said);
  if (!said.ok) return said;
  const { ret } = said.value;
  if (ret !== '0') return err({ kind: 'said', text: SAYS[ret] ?? `错误 ${ret}` });
  const card = parsedJson(text, Card);
  if (!card.ok) return card;
  const its = card.value;
  const [from, to] = termOf(its.validityTime ?? '');
  return ok({
    kind: null,
    number: its.id_num,
    name: its.name,
    sex: its.sex,
    nation: its.nation,
    birth: its.birth,
    address: its.addr,
    issuer: its.depart,
    from,
    to,
  });
}

/** `2016.03.30-2036.03.30`, `20160330-长期`; what is not of that form tells nothing. */
function termOf(text: string): [from: string, to: string] {
  const parts = /^\s*([\d.]{8,10})\s*[-—至]\s*([\d.]{8,10}|长期)\s*$/.exec(text);
  return [parts?.[1] ?? '', parts?.[2] ?? ''];
}

function lineFault(error: Error): ReaderFault {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return { kind: 'oversized' };
  return faultOf(error);
}
