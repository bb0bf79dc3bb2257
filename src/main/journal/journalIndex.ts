import { type Evidence, isPurged, type JournalEntry, opIdOf } from '#shared/domain/journalEntry';
import type { OpId } from '#shared/domain/operation';
import { Rechecks } from './rechecks';

/** Finds entries by the operation they are about: its own, the one that closes it, the one that stands in its place. */
export class JournalIndex {
  readonly rechecks = new Rechecks();
  private readonly byOpId = new Map<OpId, JournalEntry>();
  private readonly closings = new Map<OpId, JournalEntry>();
  /** Operation → the one that was accepted in its place. */
  private readonly replacements = new Map<OpId, JournalEntry>();
  private readonly findings = new Map<OpId, JournalEntry>();
  /** Operation → its pictures, by hash and material. */
  private readonly pictures = new Map<OpId, Map<string, JournalEntry>>();
  /** Picture → how many entries name it. */
  private readonly named = new Map<string, number>();
  private readonly purged = new Set<OpId>();

  operation(opId: OpId): JournalEntry | undefined {
    return this.byOpId.get(opId);
  }

  /** Its withdrawal or resolution. */
  closing(opId: OpId): JournalEntry | undefined {
    return this.closings.get(opId);
  }

  replacement(opId: OpId): JournalEntry | undefined {
    return this.replacements.get(opId);
  }

  /** What a clerk found of two records, by the finding's own id. */
  finding(opId: OpId): JournalEntry | undefined {
    return this.findings.get(opId);
  }

  /** The entry that gives an operation this picture of this material. */
  picture(opId: OpId, of: Pick<Evidence, 'sha256' | 'material'>): JournalEntry | undefined {
    return this.pictures.get(opId)?.get(pictureKey(of));
  }

  /** The pictures of an operation, in the order they were given. */
  picturesOf(opId: OpId): Evidence[] {
    return [...(this.pictures.get(opId)?.values() ?? [])].flatMap(({ content }) =>
      content.type === 'evidence' ? [content] : [],
    );
  }

  /** Whether any entry names the picture. */
  isNamed(sha256: string): boolean {
    return (this.named.get(sha256) ?? 0) > 0;
  }

  /** Whether the operation was here and was let go of (到期清除). */
  isPurged(opId: OpId): boolean {
    return this.purged.has(opId);
  }

  add(entry: JournalEntry): void {
    if (isPurged(entry)) this.purged.add(opIdOf(entry.content));
    const { content } = entry;
    if (content.type === 'evidence') this.addPicture(content, entry);
    if (content.type === 'operation') {
      this.byOpId.set(content.operation.opId, entry);
      if (content.operation.supersedes !== null) this.replacements.set(content.operation.supersedes, entry);
    }
    if (content.type === 'withdrawal' || content.type === 'resolution')
      this.closings.set(content.opId, entry);
    if (content.type === 'withdrawal') this.freeReplaced(content.opId);
    if (content.type === 'finding') this.findings.set(content.opId, entry);
    this.rechecks.index(entry);
  }

  private addPicture(content: Evidence, entry: JournalEntry): void {
    const of = this.pictures.get(content.opId) ?? new Map<string, JournalEntry>();
    if (!of.has(pictureKey(content)))
      this.named.set(content.sha256, (this.named.get(content.sha256) ?? 0) + 1);
    of.set(pictureKey(content), entry);
    this.pictures.set(content.opId, of);
  }

  /** A replacement that was taken back before it was sent stands in nobody's place any more (SY18). */
  private freeReplaced(opId: OpId): void {
    const content = this.byOpId.get(opId)?.content;
    const replaced = content?.type === 'operation' ? content.operation.supersedes : null;
    if (replaced === null || replaced === undefined) return;
    const by = this.replacements.get(replaced)?.content;
    if (by?.type === 'operation' && by.operation.opId === opId) this.replacements.delete(replaced);
  }

  /** As if the entry, the last one added, had never been there. */
  remove(entry: JournalEntry): void {
    const { content } = entry;
    if (content.type === 'operation') {
      this.byOpId.delete(content.operation.opId);
      if (content.operation.supersedes !== null) this.replacements.delete(content.operation.supersedes);
    }
    if (content.type === 'withdrawal' || content.type === 'resolution') this.closings.delete(content.opId);
    if (content.type === 'finding') this.findings.delete(content.opId);
    if (content.type === 'evidence' && this.pictures.get(content.opId)?.delete(pictureKey(content)))
      this.named.set(content.sha256, (this.named.get(content.sha256) ?? 1) - 1);
    this.rechecks.unindex(entry);
  }
}

const pictureKey = ({ sha256, material }: Pick<Evidence, 'sha256' | 'material'>): string =>
  `${sha256} ${material}`;
