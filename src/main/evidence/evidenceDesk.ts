import type { Codec } from '#shared/codec';
import type { JournalEntry } from '#shared/domain/journalEntry';
import type { OperationDraft, OpId } from '#shared/domain/operation';
import type { EvidenceRef } from '#shared/evidence/evidence';
import type { EvidenceStanding, EvidenceStatus } from '#shared/evidence/uploads';
import type { Trouble } from '#shared/host';
import { err, ok, type Result } from '#shared/result';
import type { AccessLog } from '../access/accessLog';
import type { Delivery } from '../delivery/delivery';
import type { Transport } from '../delivery/transport';
import type { Files } from '../journal/fileLayer';
import type { Journal } from '../journal/journal';
import { LOST, PictureFiles } from './pictureFiles';
import { UploadLog } from './uploadLog';
import { EvidenceUploads } from './uploads';

export interface EvidenceDeskOptions {
  readonly journal: Journal;
  readonly delivery: Pick<Delivery, 'status' | 'fateOf' | 'onChange'>;
  readonly access: Pick<AccessLog, 'look'>;
  /** Folder of the journal; the pictures get one within it. */
  readonly folder: string;
  readonly files: Files;
  readonly codec: Codec;
  readonly transport: () => Pick<Transport, 'evidence'> | null;
  readonly now: () => number;
  readonly random: () => number;
}

/** Pictures of documents (材料图片) in the main process: kept, given to operations, looked at, taken to the platform. */
export class EvidenceDesk {
  private constructor(
    private readonly options: EvidenceDeskOptions,
    private readonly files: PictureFiles,
    private readonly uploads: EvidenceUploads,
  ) {}

  static async open(options: EvidenceDeskOptions): Promise<EvidenceDesk> {
    const { journal, delivery, folder, files, codec, transport, now, random } = options;
    const pictures = new PictureFiles({ folder: `${folder}/evidence`, files, codec });
    const log = await UploadLog.open({ folder, files, codec });
    const line = () => {
      const reached = transport();
      return reached === null ? null : reached.evidence;
    };
    const uploads = new EvidenceUploads({ journal, files: pictures, log, delivery, line, now, random });
    return new EvidenceDesk(options, pictures, uploads);
  }

  /** Accepts an operation with its pictures. What was accepted before gets those it lacks. */
  async accept(
    draft: OperationDraft,
    pictures: readonly EvidenceRef[],
  ): Promise<Result<JournalEntry, Trouble>> {
    const { journal } = this.options;
    const accepted = await journal.accept(draft, pictures);
    if (!accepted.ok || pictures.length === 0) return accepted;
    const attached = await journal.attach(draft.opId, draft.clerk, pictures);
    return attached.ok ? accepted : attached;
  }

  keep(data: string): Promise<Result<{ sha256: string; bytes: number }, Trouble>> {
    return this.files.keep(new Uint8Array(Buffer.from(data, 'base64')));
  }

  async discard(sha256: string): Promise<void> {
    if (!this.options.journal.hasPicture(sha256)) await this.files.discard(sha256);
  }

  /** Only while no operation has it: from then on looking is noted. */
  async preview(sha256: string): Promise<Result<{ data: string }, Trouble>> {
    if (this.options.journal.hasPicture(sha256))
      return err({ code: 'EVIDENCE_NAMED', text: '这张图片已属于一笔业务，查看要写明原因。' });
    return this.given(sha256);
  }

  async attach(
    opId: OpId,
    clerk: string,
    pictures: readonly EvidenceRef[],
  ): Promise<Result<JournalEntry[], Trouble>> {
    const attached = await this.options.journal.attach(opId, clerk, pictures);
    return attached.ok ? ok([...attached.value]) : attached;
  }

  /** The picture of an operation, once it is noted who looks and why. */
  async look(ask: {
    readonly opId: OpId;
    readonly sha256: string;
    readonly reason: string;
  }): Promise<Result<{ data: string }, Trouble>> {
    const own = this.options.journal.picturesOf(ask.opId).some(({ sha256 }) => sha256 === ask.sha256);
    if (!own) return err(LOST);
    const noted = await this.options.access.look(ask.opId, ask.sha256, ask.reason);
    return noted.ok ? this.given(ask.sha256) : noted;
  }

  standings(opId: OpId): EvidenceStanding[] {
    return this.uploads.standings(opId);
  }

  status(): EvidenceStatus {
    return this.uploads.status();
  }

  again(opId: OpId): Promise<Result<Record<string, never>, Trouble>> {
    return this.uploads.again(opId).then((done) => (done.ok ? ok({}) : done));
  }

  hurry(): void {
    this.uploads.hurry();
  }

  onChange(listener: (status: EvidenceStatus) => void): () => void {
    return this.uploads.onChange(listener);
  }

  async stop(): Promise<void> {
    await Promise.all([this.uploads.stop(), this.files.settled()]);
  }

  private async given(sha256: string): Promise<Result<{ data: string }, Trouble>> {
    const read = await this.files.read(sha256);
    return read.ok ? ok({ data: Buffer.from(read.value).toString('base64') }) : read;
  }
}
