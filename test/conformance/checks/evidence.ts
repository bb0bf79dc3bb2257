import { createHash } from 'node:crypto';
import type { Person } from '#shared/domain/person';
import { base64Length, EVIDENCE_LIMITS } from '#shared/evidence/limits';
import { PROTOCOL } from '#shared/protocol/messages';
import { hold } from '../breach';
import type { Desk } from '../desk';
import { inventedPhone } from '../people';
import type { Check, World } from '../suite';

/** A grey picture in the form of a JPEG; `n` makes one differ from another. */
function picture(n: number): Buffer {
  const [head, frame, scan, end] = [
    'ffd8ffe000104a46494600010100000100010000',
    'ffc0000b080384046001011100',
    'ffda0008010100003f00',
    'ffd9',
  ];
  const noise = Buffer.alloc(2_000, n % 200).toString('hex');
  return Buffer.from(`${head}${frame}${scan}${noise}${end}`, 'hex');
}
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const ask = (desk: Desk, opId: string, bytes: Buffer, sha256 = hashOf(bytes)) => ({
  token: desk.token,
  params: { opId, sha256 },
  body: { protocol: PROTOCOL, material: 'OTHER', label: '一致性检验', content: bytes.toString('base64') },
});
const put = (desk: Desk, ...of: [string, Buffer, string?]) => desk.line.ask('putEvidence', ask(desk, ...of));
const held = async (desk: Desk, opId: string): Promise<readonly string[]> =>
  (await desk.line.ask('evidenceHeld', { token: desk.token, params: { opId } })).pictures;

async function phoneChange({ desk, people }: World) {
  const [person] = (await people(1)) as [Person];
  return desk.change(person, { phone: inventedPhone() });
}

/** Pictures of documents (材料图片) that follow their operations. */
export const EVIDENCE: readonly Check[] = [
  {
    id: 'CF50',
    rules: ['SY2', 'SY3'],
    en: 'A picture of an applied operation is kept and listed by its hash; sent again, and several times at once, it is answered the same and kept once.',
    zh: '已办理业务的材料图片收下后按校验值列出；重复上传、同时上传几次，答复相同，只存一份。',
    run: async (world) => {
      const { desk } = world;
      const operation = await phoneChange(world);
      await desk.applied(operation);
      const bytes = picture(1);
      const words = await Promise.all([1, 2, 3].map(() => put(desk, operation.opId, bytes)));
      for (const word of [...words, await put(desk, operation.opId, bytes)])
        hold(
          word.outcome === 'stored',
          `A lawful picture of an applied operation was answered “${word.outcome}” (${word.text ?? ''}) where “stored” was due.`,
          `已办理业务的合格图片应予收下（stored），平台答复 ${word.outcome}。`,
        );
      const kept = await held(desk, operation.opId);
      hold(
        kept.length === 1 && kept[0] === hashOf(bytes),
        `A picture was answered “stored” four times, and the platform lists ${kept.length} pictures of the operation: the desk would let go of what the platform does not have.`,
        `图片四次答复已收下，平台却列出 ${kept.length} 张：终端会以为平台已有这张图片。`,
      );
    },
  },
  {
    id: 'CF51',
    rules: ['SY1', 'SY7'],
    en: 'A picture of an operation that the platform does not know, or that another desk sent, is refused and not kept, and that desk’s pictures are not told.',
    zh: '平台没有的业务、别的终端的业务，其图片不收不存，也不告知那台终端有哪些图片。',
    run: async (world) => {
      const { desk } = world;
      const never = await phoneChange(world);
      const own = await phoneChange(world);
      await desk.applied(own);
      await put(desk, own.opId, picture(2));
      const other = world.other();
      for (const [by, opId] of [
        [desk, never.opId],
        [other, own.opId],
      ] as const) {
        const word = await put(by, opId, picture(3));
        hold(
          word.outcome === 'refused',
          `A picture of an operation that this desk never sent was answered “${word.outcome}” where “refused” was due.`,
          `不是本终端办理的业务，其图片应予拒绝（refused），平台答复 ${word.outcome}。`,
        );
        hold(
          (await held(by, opId)).length === 0,
          'Pictures of an operation were listed to a desk that never sent it.',
          '平台向没有办理这笔业务的终端列出了它的图片。',
        );
      }
    },
  },
  {
    id: 'CF52',
    rules: ['SY1', 'SY9'],
    en: 'Bytes that are not what their hash says, are no JPEG, or carry where they were taken are refused with a sentence; more than the limit is TOO_LARGE; nothing of them is kept.',
    zh: '与校验值不符、不是 JPG 或带拍摄信息的图片以一句话拒绝，超过限度的答复 TOO_LARGE，都不存。',
    run: async (world) => {
      const { desk, line } = world;
      const operation = await phoneChange(world);
      await desk.applied(operation);
      const good = picture(4);
      const exif = Buffer.concat([
        good.subarray(0, 2),
        Buffer.from('ffe10010457869660000474850530001', 'hex'),
        Buffer.from('0000', 'hex'),
        good.subarray(2),
      ]);
      const wrongs: readonly (readonly [string, string, Buffer, string?])[] = [
        ['under the hash of another', '校验值是另一张图片的', good, hashOf(picture(5))],
        ['that is an SVG', 'SVG 文件', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
        ['cut in the middle', '不完整的图片', good.subarray(0, 700)],
        ['with EXIF', '带 EXIF 的图片', exif],
      ];
      for (const [en, zh, bytes, hash] of wrongs) {
        const word = await put(desk, operation.opId, bytes, hash);
        hold(
          word.outcome === 'refused' && /[\u4e00-\u9fff]/.test(word.text ?? ''),
          `A picture ${en} was answered “${word.outcome}” where “refused” with a Chinese sentence was due.`,
          `${zh}应予拒绝并说明，平台答复 ${word.outcome}。`,
        );
      }
      const huge = Buffer.alloc(base64Length(EVIDENCE_LIMITS.bytes) + 64 * 1024, 1);
      await line.refused('putEvidence', ask(desk, operation.opId, huge), 'TOO_LARGE');
      hold(
        (await held(desk, operation.opId)).length === 0,
        'A picture was refused and is listed all the same.',
        '被拒绝的图片仍在平台列出。',
      );
    },
  },
];
