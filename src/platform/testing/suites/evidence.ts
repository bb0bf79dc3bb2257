import { expect, test } from 'vitest';
import { jpegBytes, jpegWithExif } from '#fixtures/picture';
import { EVIDENCE_LIMITS } from '#shared/evidence/limits';
import { pictureHash } from '#shared/evidence/picture';
import { EvidenceHeld, EvidenceTaken, PROTOCOL } from '#shared/protocol/messages';
import { SAMPLE_JURISDICTION } from '../../sample';
import type { RunningPlatform } from '../../server';
import { refusalOf, TestDesk } from '../desk';

/** Pictures of documents on the platform: for applied operations of their own desk, whole, once. */
export function evidenceSuite(platform: () => RunningPlatform): void {
  const base64 = (picture: Uint8Array) => Buffer.from(picture).toString('base64');
  const send = async (
    desk: TestDesk,
    opId: string,
    picture: Uint8Array,
    over: { sha256?: string; content?: string; label?: string } = {},
  ) =>
    desk.ask(`/v1/operations/${opId}/evidence/${over.sha256 ?? pictureHash(picture)}`, {
      protocol: PROTOCOL,
      material: 'ID_CARD',
      label: over.label ?? '身份证件',
      content: over.content ?? base64(picture),
    });
  const put = async (...of: Parameters<typeof send>) => EvidenceTaken.parse((await send(...of)).body);
  const held = async (desk: TestDesk, opId: string) =>
    EvidenceHeld.parse((await desk.ask(`/v1/operations/${opId}/evidence`)).body).pictures;
  const bytesOf = async (opId: string): Promise<Buffer[]> =>
    (await platform().db.query('SELECT content FROM evidence WHERE op_id = $1 ORDER BY sha256', [opId])).map(
      (row) => Buffer.from(row.content as Uint8Array),
    );

  let phones = 0;
  const inventedPhone = () => `154111${String(phones++).padStart(5, '0')}`;

  /** A desk with an applied operation. */
  async function applied() {
    const desk = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    await desk.snapshot();
    const person = [...desk.mirror.values()].find(
      (record) => record.kind === 'person' && record.survival === '1',
    );
    const change = () =>
      desk.operation('RES_CHANGE', { personId: person?.id ?? '', note: null, phone: inventedPhone() });
    const operation = change();
    expect(await desk.pushOne(operation)).toMatchObject({ outcome: 'applied' });
    return { desk, opId: operation.opId, change };
  }

  test('[EV12] a picture of an applied operation is kept byte for byte; again, and twice at once, it is kept once', async () => {
    const { desk, opId } = await applied();
    const picture = jpegBytes({ seed: 5 });
    expect(await held(desk, opId)).toEqual([]);
    const both = await Promise.all([put(desk, opId, picture), put(desk, opId, picture)]);
    for (const word of [...both, await put(desk, opId, picture)])
      expect(word).toMatchObject({ outcome: 'stored', code: null, text: null });
    expect(await held(desk, opId)).toEqual([pictureHash(picture)]);
    expect(await bytesOf(opId)).toEqual([Buffer.from(picture)]);
  });

  test('[EV12] a picture of an operation that is unknown, another desk’s or not applied is not kept, and nobody else is told of it', async () => {
    const { desk, opId, change } = await applied();
    const other = await TestDesk.registered(platform(), SAMPLE_JURISDICTION);
    const picture = jpegBytes({ seed: 6 });
    const never = change();
    for (const [by, of] of [
      [desk, never.opId],
      [other, opId],
    ] as const) {
      expect(await put(by, of, picture)).toMatchObject({ outcome: 'refused', code: 'UNKNOWN_OPERATION' });
      expect(await held(by, of)).toEqual([]);
    }
    expect(await put(desk, opId, picture)).toMatchObject({ outcome: 'stored' });
    expect(await held(other, opId)).toEqual([]);

    const refused = desk.operation('RES_TERMINATE', {
      personId:
        [...desk.mirror.values()].find((one) => one.kind === 'person' && one.enrolments.length === 0)?.id ??
        '',
      reason: 'MOVED',
      effectiveOn: '2026-11-20',
      note: null,
    });
    const verdict = await desk.pushOne(refused);
    expect(verdict.outcome).not.toBe('applied');
    const word = await put(desk, refused.opId, picture);
    expect(word.outcome).toBe('refused');
    expect(await bytesOf(refused.opId)).toEqual([]);
  });

  test('[EV13] what is not what its hash says, no picture, with a place in it, or too large is not kept', async () => {
    const { desk, opId } = await applied();
    const picture = jpegBytes({ seed: 7 });
    expect(await put(desk, opId, picture, { sha256: pictureHash(jpegBytes({ seed: 8 })) })).toMatchObject({
      outcome: 'refused',
      code: 'HASH',
    });
    for (const wrong of [
      jpegWithExif(),
      jpegBytes({ width: 2001 }),
      new TextEncoder().encode('<svg onload="alert(1)"/>'),
      picture.subarray(0, 900),
    ])
      expect(await put(desk, opId, wrong)).toMatchObject({ outcome: 'refused', code: 'PICTURE' });
    const huge = await send(desk, opId, new Uint8Array(EVIDENCE_LIMITS.bytes + 20_000));
    expect(refusalOf(huge)).toMatchObject({ status: 413, code: 'TOO_LARGE' });
    for (const content of ['', 'not base64!', '####'])
      expect(refusalOf(await send(desk, opId, picture, { content }))).toMatchObject({ code: 'BAD_REQUEST' });
    for (const label of ['', 'a\u0000b', '甲\n乙', '长'.repeat(201)])
      expect(refusalOf(await send(desk, opId, picture, { label }))).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await held(desk, opId)).toEqual([]);
  });

  test('[EV13] of one operation no more pictures are kept than the limit', async () => {
    const { desk, opId } = await applied();
    for (let seed = 0; seed < EVIDENCE_LIMITS.perOperation; seed++)
      expect(await put(desk, opId, jpegBytes({ seed: 100 + seed }))).toMatchObject({ outcome: 'stored' });
    expect(await put(desk, opId, jpegBytes({ seed: 99 }))).toMatchObject({
      outcome: 'refused',
      code: 'TOO_MANY',
    });
    expect(await put(desk, opId, jpegBytes({ seed: 100 }))).toMatchObject({ outcome: 'stored' });
    expect(await held(desk, opId)).toHaveLength(EVIDENCE_LIMITS.perOperation);
  });
}
