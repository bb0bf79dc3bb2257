import { useMemo } from 'react';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import { WindowedRows } from '../../ui/WindowedRows';

/** The people of a list in its order, with the code of each row and what came back. */
export function ListedTable({
  batchId,
  groupName,
}: {
  batchId: string;
  groupName: (group: number) => string;
}) {
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const people = useMemo(() => desk.campaign.listed(batchId), [desk, revision, batchId]);
  return (
    <WindowedRows
      label="名单上的人"
      rowClass="listed-row"
      headings={['行号', '姓名', '社', '户号', '出生日期', '带回的结果', '备注']}
      items={people}
      rowPx={32}
      keyOf={({ code }) => code}
      cells={({ code, person, word, changed }) => (
        <>
          <td className="number">{code}</td>
          <td className="cut">{person?.name ?? '本机已没有这个人'}</td>
          <td className="cut">{person && groupName(person.group)}</td>
          <td className="number cut">{person?.householdId}</td>
          <td className="number">{person?.birthDate}</td>
          <td className="cut">{word ? `${word.outcome}${word.on ? ` ${word.on}` : ''}` : ''}</td>
          <td className="cut" title={word?.note}>
            {word?.note || (changed ? '名单制出后资料有变' : '')}
          </td>
        </>
      )}
    />
  );
}
