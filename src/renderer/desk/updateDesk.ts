import type { Trouble } from '#shared/host';
import { ok, type Result } from '#shared/result';
import type { UpdateFound, UpdateState } from '#shared/update/calls';
import type { Desktop } from '../desktop';
import { answered } from './answered';

/** Updates of the program itself (程序更新), by memory stick. */
export interface UpdateDesk {
  state(): Promise<Result<UpdateState, Trouble>>;
  /** The desktop shows the dialog; `found` null: it was closed. */
  choose(): Promise<Result<{ found: UpdateFound | null }, Trouble>>;
  install(version: string): Promise<Result<UpdateState, Trouble>>;
  /** The program ends; what was installed starts. */
  restart(): Promise<Result<unknown, Trouble>>;
  acknowledge(): Promise<Result<UpdateState, Trouble>>;
}

export const updateDesk = (desktop: Desktop): UpdateDesk => ({
  state: () => answered(async () => ok(await desktop.call('update/state', {}))),
  choose: () => answered(() => desktop.call('update/choose', {})),
  install: (version) => answered(() => desktop.call('update/install', { version })),
  restart: () => answered(() => desktop.call('update/restart', {})),
  acknowledge: () => answered(() => desktop.call('update/acknowledge', {})),
});

export const UPDATE_RETURNED = 'UPDATE_RETURNED';

/** The desk is open: the program is of use here. Gives what is to be said of a version that was not; null: nothing. */
export async function provenOf(desktop: Pick<Desktop, 'call'>): Promise<Trouble | null> {
  await desktop.call('update/healthy', {});
  const { returned, older, current, highest } = await desktop.call('update/state', {});
  if (returned !== null) return { code: UPDATE_RETURNED, text: returnedText(returned, current) };
  if (older)
    return {
      code: 'PROGRAM_OLDER',
      text: `本机用过 ${highest} 版参保台，现在运行的是旧的 ${current} 版。已保存的业务照常上传；请告诉县级管理员，并在“设置”里装上 ${highest} 或更新的版本。`,
    };
  return null;
}

export const returnedText = (
  { version, why }: NonNullable<UpdateState['returned']>,
  current: string,
): string =>
  why === 'altered'
    ? `${version} 版的程序文件缺少或被改动过，没有启动，已回到 ${current} 版。已保存和待上传的业务都在。请告诉县级管理员，可重新安装更新文件。`
    : `${version} 版连续几次没有打开，已自动回到 ${current} 版。已保存和待上传的业务都在，照常办理。请告诉县级管理员。`;
