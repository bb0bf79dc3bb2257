import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { addToMonth, monthOf } from '#shared/domain/civilDate';
import { MATTERS } from '#shared/domain/matter';
import type { UnitView } from '../../desk/units/api';
import { draftRoute } from '../../ui/startMatter';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';

/** Buttons that start a matter for the unit. Whether it is allowed is the rules' to say. */
export function UnitMatters({ view: { unit } }: { view: UnitView }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const { day } = useDeskSnapshot();
  if (unit.status === 'ENDED') return null;
  const empNo = unit.id;
  const start = (matter: 'EMP_REGISTER' | 'BASE_DECLARATION' | 'UNIT_CHANGE' | 'UNIT_DISSOLVE') => (
    <Button onClick={() => navigate(...draftRoute(desk.newDraft(matter, { empNo })))}>
      {MATTERS[matter]}
    </Button>
  );
  return (
    <div className="buttons unit-tabs">
      <Button onClick={() => navigate(...draftRoute(desk.unit.assess(empNo, addToMonth(monthOf(day), 1))))}>
        {MATTERS.UNIT_ASSESSMENT}
      </Button>
      {start('EMP_REGISTER')}
      {start('BASE_DECLARATION')}
      {start('UNIT_CHANGE')}
      {start('UNIT_DISSOLVE')}
    </div>
  );
}
