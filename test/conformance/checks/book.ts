import type { Answer } from '#shared/rules/answer';
import { theBook } from '#shared/rules/book';
import { decide } from '#shared/rules/decide';
import { workedCases } from '../../../build/lib/bookCases';
import { hold } from '../breach';
import type { Check } from '../suite';

/** Every so many-th worked case of the book goes to the platform. */
const STEP = 12;

/** The worked cases that the shipped book answers, spread over all chapters. */
const subjects = () =>
  workedCases()
    .filter(({ book }) => book === theBook)
    .filter((_, i) => i % STEP === 0)
    .map(({ subject }) => subject);

/** The platform's rule book. */
export const BOOK: readonly Check[] = [
  {
    id: 'CF28',
    rules: ['SY19'],
    en: 'The platform decides with the same book, and the same case has the same bytes as here.',
    zh: '平台用同一版规则手册，同一案例的答复与本机逐字节相同。',
    run: async ({ line, desk }) => {
      const { rulebook } = await line.ask('version');
      hold(
        rulebook === theBook.version,
        `The platform decides with book ${rulebook}, this suite with ${theBook.version}: run the suite of the platform’s book.`,
        `平台的规则手册为 ${rulebook}，本检验为 ${theBook.version}：请用与平台相同版本的检验程序。`,
      );
      for (const subject of subjects()) {
        const { answer, text } = await line.askBytes('decide', { token: desk.token, body: subject });
        const due = decide(subject);
        const other = Object.entries(due).flatMap(([part, value]) =>
          JSON.stringify(answer.answer[part as keyof Answer]) === JSON.stringify(value) ? [] : [part],
        );
        hold(
          answer.id === subject.id && text.includes(`"answer":${JSON.stringify(due)}`),
          `Case ${subject.id} is answered otherwise than here (${other.join(', ') || 'other bytes'}; ${answer.answer.decision} there, ${due.decision} here): what a clerk printed would have to be recalled.`,
          `案例 ${subject.id} 的答复与本机不同（${other.join('、') || '字节不同'}；平台 ${answer.answer.decision}，本机 ${due.decision}）：已打印的凭据将要追回。`,
        );
      }
    },
  },
  {
    id: 'CF29',
    rules: ['SY19'],
    en: 'A case that is none, and a parameter pack the platform does not have, are refused and not guessed.',
    zh: '不是案例的内容、平台没有的参数包，应拒绝而不是猜测。',
    run: async ({ line, desk }) => {
      const [subject] = subjects();
      const { token } = desk;
      await line.refused('decide', { token, body: { ...subject, matter: 'NO_SUCH_MATTER' } }, 'BAD_REQUEST');
      await line.refused('decide', { token, body: { ...subject, inventedLater: 1 } }, 'BAD_REQUEST');
      await line.refused('decide', { token, body: { ...subject, pack: 'NO-SUCH-PACK' } }, 'BAD_REQUEST');
    },
  },
];
