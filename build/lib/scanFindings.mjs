/** Findings of the scanner's table (CSV) by check and file, held against the answers: rows `| CHECK | file's end | answer |`. */
export function unanswered(csv, answers) {
  const answered = answers
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 5 && /^[A-Z_]+_CHECK$/.test(cells[1]) && cells[3].length > 20);
  const rows = csv
    .split('\n')
    .slice(1)
    .map((line) => /^([A-Z_]+_CHECK),\s*"?[^,]*"?,\s*"?[^,]*"?,\s*"?([^",]*)"?,\s*"?([^",]*)"?/.exec(line))
    .filter((m) => m !== null);
  const sentences = rows
    .filter(
      ([, check, file]) =>
        !answered.some(([, name, end]) => name === check && (end === 'any' || file.endsWith(end))),
    )
    .map(([, check, file, place]) => `${check} at ${file} ${place}`);
  return { found: rows.length, sentences };
}
