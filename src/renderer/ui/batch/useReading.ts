import { useState } from 'react';
import { WORKBOOK_LIMITS } from '#shared/batch/grid';
import type { Trouble } from '#shared/host';
import type { Result } from '#shared/result';
import { fileData } from '../fileData';

/** Reading a workbook that the clerk chose: whether it goes on, and why it did not work, in words. */
export function useReading(
  open: (ask: { fileName: string; data: string }) => Promise<Result<void, Trouble>>,
): { reading: boolean; trouble: string | null; read: (file: File) => Promise<void> } {
  const [reading, setReading] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const read = async (file: File): Promise<void> => {
    setTrouble(null);
    if (file.size > WORKBOOK_LIMITS.bytes) {
      setTrouble(
        `文件超过 ${Math.round(WORKBOOK_LIMITS.bytes / 1e6)} MB，请删去图片和多余的工作表，或拆成几个文件。`,
      );
      return;
    }
    setReading(true);
    try {
      const opened = await open({ fileName: file.name.slice(0, 300), data: await fileData(file) });
      if (!opened.ok) setTrouble(opened.error.text);
    } catch {
      setTrouble('这个文件读不出来。请检查 U 盘是否还插着，或把文件复制到本机再试。');
    }
    setReading(false);
  };
  return { reading, trouble, read };
}
