import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { MATTERS } from '#shared/domain/matter';
import type { Json } from '#shared/json';
import type { InboxItem } from '../../desk/api';
import { searchRoute } from '../../ui/searchText';
import { draftRoute } from '../../ui/startMatter';
import { useDesk } from '../../ui/useDesk';

/** The likeliest next step about a failed operation, prefilled; 改后重办 and 放弃 stay beside it. */
export function NextButton({ item, onDrop }: { item: InboxItem; onDrop: () => void }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { next } = item;
  const { operation } = item.operation;
  const subject = operation.subjects.find(({ kind }) => kind === 'person');
  const known = subject ? desk.person(subject.id) : null;
  switch (next.kind) {
    case 'matter': {
      if (!known) return null;
      const who: Record<string, Json> = next.matter.endsWith('_REGISTER') ? { who: 'existing' } : {};
      return (
        <Button
          type="primary"
          onClick={() =>
            navigate(...draftRoute(desk.newDraft(next.matter, { ...who, personId: known.person.id })))
          }
        >
          先办{MATTERS[next.matter]}
        </Button>
      );
    }
    case 'find': {
      const certNo = operation.body.certNo;
      const query = typeof certNo === 'string' ? certNo : known?.person.certNo;
      if (!query) return null;
      return (
        <Button type="primary" onClick={() => navigate(...searchRoute(query))}>
          查看同号人员
        </Button>
      );
    }
    case 'drop':
      return (
        <Button type="primary" onClick={onDrop}>
          不用再办，放弃…
        </Button>
      );
    case 'redo':
      return null;
  }
}
