import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainCodec } from '#shared/codec';
import { BagKeys } from '../../src/main/bag/bagKeys';
import { Bags } from '../../src/main/bag/bags';
import { type BagPress, pressHere } from '../../src/main/bag/bagWork';
import { platformTransport } from '../../src/main/delivery/transport';
import { saveAtomically } from '../../src/main/workbooks/saveAtomically';
import { FolderDesk, type Line } from './folderDesk';

/** A whole desk without its window that makes, carries and reads bags as real files on a stick. */
export class BagMachine {
  readonly desk: FolderDesk;
  bags!: Bags;
  keys!: BagKeys;
  /** The folder files are saved to; null: the desk's own. */
  stick: string | null = null;
  /** The clerk closes the save dialog. */
  closesDialog = false;
  press: BagPress = pressHere;

  constructor(folder: string, line: Line) {
    this.desk = new FolderDesk(folder, line);
  }

  async open(): Promise<this> {
    await this.desk.open();
    const { device, url } = this.desk.line;
    const own = join(this.desk.folder, 'stick');
    await mkdir(own, { recursive: true });
    this.keys = new BagKeys(this.desk.folder, plainCodec);
    this.bags = new Bags({
      keys: this.keys,
      delivery: this.desk.delivery.bags,
      transport: () => (this.desk.online ? platformTransport(this.desk.line) : null),
      desk: () => ({ device, name: '测试窗口', url }),
      where: async (name) => (this.closesDialog ? null : join(this.stick ?? own, name)),
      save: (path, bytes) => saveAtomically(path, bytes),
      press: (ask) => this.press(ask),
      now: () => new Date('2026-11-22T01:00:00.000Z'),
    });
    return this;
  }

  close(): Promise<void> {
    return this.desk.close();
  }

  async restart(): Promise<void> {
    await this.close();
    await this.open();
  }

  async deliver(path: string): ReturnType<Bags['deliver']> {
    return this.bags.deliver(await readFile(path, 'utf8'));
  }

  async read(path: string): ReturnType<Bags['read']> {
    return this.bags.read(await readFile(path, 'utf8'));
  }
}
