import { basename } from 'node:path';
import type { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import type { Trouble } from '#shared/trouble';
import type { UPDATE_CALLS, UpdateFound, UpdateState } from '#shared/update/calls';
import type { StoreFormats } from '#shared/update/formats';
import { updateTrouble } from '#shared/update/judge';
import { keyIdOf, type UpdateKey } from '#shared/update/manifest';
import { type Pointer, switched } from '#shared/update/pointer';
import { highestOf, isOlder, type ProgramVersion } from '#shared/update/version';
import { type Files, systemCode } from '../journal/fileLayer';
import type { Highest } from './highest';
import { readPointer, writePointer } from './pointerFile';
import { unwritable } from './unpack';
import { readUpdateFile, type UpdateFile } from './updateFile';
import type { Versions } from './versions';

/** One thing done, or refused, about the program itself: what the audit log is given. */
export interface UpdateAttempt {
  readonly what: 'chosen' | 'installed' | 'healthy' | 'returned' | 'older';
  /** Of the update; null where it could not be read. */
  readonly version: ProgramVersion | null;
  /** Why it was refused; null: it was not. */
  readonly code: string | null;
}

export interface UpdateOptions {
  /** Where pointer and versions lie. */
  readonly program: string;
  readonly versions: Versions;
  readonly files: Files;
  readonly highest: Highest;
  readonly current: ProgramVersion;
  /** Another version started this one; it lies among the versions itself. */
  readonly launched: boolean;
  /** Node's platform and architecture. */
  readonly system: string;
  readonly keys: readonly UpdateKey[];
  readonly formats: StoreFormats;
  /** Shows the dialog; null: it was closed. */
  readonly pick: () => Promise<string | null>;
  /** Whether an administrator is signed in. */
  readonly may: () => boolean;
  readonly undelivered: () => number;
  /** Made before anything is installed; null: there is no backup room. */
  readonly backup: (() => Promise<Result<unknown, Trouble>>) | null;
  /** What of the desk did not open as it should, so that this program is no proof of itself. */
  readonly unwell: () => Trouble | null;
  readonly onAttempt: (attempt: UpdateAttempt) => void;
  readonly restart: () => void;
}

type Calls = typeof UPDATE_CALLS;
type Answer<C extends keyof Calls> = z.infer<Calls[C]['answer']>;
export type UpdateHandlers = {
  [C in keyof Calls]: (ask: z.infer<Calls[C]['ask']>) => Answer<C> | Promise<Answer<C>>;
};

/** Updates of the program (程序更新): from a file that an administrator chooses, never from a network. */
export class Updates {
  private chosen: UpdateFile | null = null;
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: UpdateOptions) {
    const { returned } = this.pointer();
    if (returned !== null)
      options.onAttempt({
        what: 'returned',
        version: returned.version,
        code: returned.why === 'altered' ? 'UPDATE_ALTERED' : 'UPDATE_DID_NOT_OPEN',
      });
    if (this.isOlder()) options.onAttempt({ what: 'older', version: options.current, code: 'PROGRAM_OLDER' });
    if (options.highest.altered)
      options.onAttempt({ what: 'older', version: options.current, code: 'HIGHEST_ALTERED' });
  }

  state(): UpdateState {
    const { current, keys, highest, undelivered, may } = this.options;
    const pointer = this.pointer();
    const ready = pointer.current !== null && isOlder(current, pointer.current) ? pointer.current : null;
    return {
      current,
      highest: highest.program(),
      keys: keys.map(keyIdOf),
      ready,
      returned: pointer.returned,
      older: this.isOlder(),
      undelivered: undelivered(),
      may: may(),
    };
  }

  handlers(): UpdateHandlers {
    return {
      'update/state': () => this.state(),
      'update/choose': () => this.inTurn(() => this.choose()),
      'update/install': ({ version }) => this.inTurn(() => this.install(version)),
      'update/restart': () => {
        if (this.state().ready === null) return err(NOTHING_READY);
        setImmediate(() => this.options.restart());
        return ok({});
      },
      'update/healthy': async () => {
        await this.inTurn(() => this.healthy());
        return {};
      },
      'update/acknowledge': () => this.inTurn(() => this.acknowledge()),
    };
  }

  private async choose(): Promise<Result<{ found: UpdateFound | null }, Trouble>> {
    this.chosen = null;
    const path = await this.options.pick();
    if (path === null) return ok({ found: null });
    const judged = await this.judge(path);
    this.options.onAttempt({
      what: 'chosen',
      version: judged.version,
      code: judged.answer.ok ? null : judged.answer.error.code,
    });
    if (!judged.answer.ok) return judged.answer;
    this.chosen = judged.answer.value;
    const { version, releasedOn, notes, payload } = this.chosen.manifest;
    return ok({ found: { fileName: basename(path), version, releasedOn, notes, bytes: payload.length } });
  }

  private async install(version: ProgramVersion): Promise<Result<UpdateState, Trouble>> {
    const answer = await this.installed(version);
    this.options.onAttempt({ what: 'installed', version, code: answer.ok ? null : answer.error.code });
    return answer.ok ? ok(this.state()) : answer;
  }

  private async installed(version: ProgramVersion): Promise<Result<void, Trouble>> {
    const { may, backup, versions, program, files, launched, current } = this.options;
    if (!may()) return err(NOT_ADMINISTRATOR);
    const { chosen } = this;
    if (chosen === null || chosen.manifest.version !== version) return err(NOT_CHOSEN);
    // The stick may have been changed while the clerk read what it holds.
    const { answer } = await this.judge(chosen.path);
    if (!answer.ok) return answer;
    if (answer.value.head.manifest !== chosen.head.manifest) return err(NOT_CHOSEN);
    const kept = (await backup?.()) ?? ok(undefined);
    if (!kept.ok) return err(noBackup(kept.error));
    const laid = await versions.lay(answer.value);
    if (!laid.ok) return laid;
    // Also after a restart that nobody launched: the way back leads to this version, not to the one once installed.
    const isAmong = launched || this.pointer().current === current;
    try {
      await writePointer(program, files, switched(version, isAmong ? current : null));
    } catch (error) {
      return err(unwritable(systemCode(error)));
    }
    this.chosen = null;
    return ok(undefined);
  }

  /** The desk is open in the window. A new version is out of probation, and nothing older is taken here any more. */
  private async healthy(): Promise<void> {
    const { program, files, current, highest, versions, unwell, onAttempt } = this.options;
    if (unwell() !== null) return;
    const pointer = this.pointer();
    try {
      if (pointer.current === current && !pointer.healthy) {
        await writePointer(program, files, { ...pointer, healthy: true, tries: 0 });
        onAttempt({ what: 'healthy', version: current, code: null });
        await versions.keepOnly([current, pointer.before]);
      }
      await highest.raiseProgram(current);
    } catch {
      // A disk that takes nothing says so wherever the clerk works; the next start tries again.
    }
  }

  private async acknowledge(): Promise<Result<UpdateState, Trouble>> {
    const { program, files } = this.options;
    try {
      await writePointer(program, files, { ...this.pointer(), returned: null });
    } catch (error) {
      return err(unwritable(systemCode(error)));
    }
    return ok(this.state());
  }

  private async judge(
    path: string,
  ): Promise<{ readonly version: ProgramVersion | null; readonly answer: Result<UpdateFile, Trouble> }> {
    const { keys, current, highest, system, formats } = this.options;
    const read = await readUpdateFile(path, keys);
    if (!read.ok) return { version: null, answer: read };
    const { manifest } = read.value;
    const most = highestOf([highest.program(), current]) ?? current;
    const trouble = updateTrouble(manifest, { current, highest: most, system, formats });
    return { version: manifest.version, answer: trouble === null ? read : err(trouble) };
  }

  private pointer(): Pointer {
    return readPointer(this.options.program);
  }

  private isOlder(): boolean {
    const most = this.options.highest.program();
    return most !== null && isOlder(this.options.current, most);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turns.then(work);
    this.turns = turn.catch(() => undefined);
    return turn;
  }
}

const NOT_ADMINISTRATOR: Trouble = {
  code: 'UPDATE_NOT_ADMINISTRATOR',
  text: '安装更新要由管理员操作，没有安装。请管理员登录后再装；待上传的业务不受影响。',
};
const NOT_CHOSEN: Trouble = {
  code: 'UPDATE_NOT_CHOSEN',
  text: 'U 盘上的更新文件与刚才核对的不是同一个，没有安装。请重新选择更新文件。',
};
const NOTHING_READY: Trouble = {
  code: 'UPDATE_NOT_READY',
  text: '没有装好等待启用的更新。请先选择更新文件并安装。',
};
const noBackup = ({ code, text }: Trouble): Trouble => ({
  code: `UPDATE_BACKUP_${code}`.slice(0, 40),
  text: `安装前的备份没有做成，所以没有安装。${text}`,
});
