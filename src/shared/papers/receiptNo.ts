import type { JournalEntry } from '../domain/journalEntry';

/** 回执号 made offline: business day, the desk's last characters, the entry's number. */
export function receiptNo(entry: JournalEntry): string {
  if (entry.content.type !== 'operation') return String(entry.seq);
  const { day, device } = entry.content.operation;
  const desk = device
    .replace(/[^0-9A-Za-z]/g, '')
    .slice(-6)
    .toUpperCase();
  return `${day.replaceAll('-', '')}-${desk}-${String(entry.seq).padStart(6, '0')}`;
}
