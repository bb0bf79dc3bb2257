import type { RefObject } from 'react';

/** The browser's own choice of a workbook file, out of sight: a button clicks it. The same file can be chosen again. */
export function WorkbookInput(props: {
  label: string;
  box: RefObject<HTMLInputElement | null>;
  onFile: (file: File) => void;
}) {
  return (
    <input
      ref={props.box}
      type="file"
      accept=".xlsx,.xls,.xlsm,.csv,.txt"
      aria-label={props.label}
      hidden
      onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file) props.onFile(file);
      }}
    />
  );
}
