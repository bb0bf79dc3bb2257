import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { MATTERS, type MatterCode } from '#shared/domain/matter';
import type { Person } from '#shared/domain/person';
import { sagaRoute, sagasFor, sagaTitle } from './sagaRoute';
import { draftRoute, knownFields } from './startMatter';
import { useDesk } from './useDesk';

/** The matters that somebody in this state comes for, the likeliest first. Whether they are allowed is the rules' to say. */
export function mattersFor(person: Person): MatterCode[] {
  if (person.survival === '2') return [];
  const has = (scheme: 'EMP' | 'RES') =>
    person.enrolments.some((e) => e.scheme === scheme && e.status !== 'TERMINATED');
  const employee: MatterCode[] = has('EMP') ? ['EMP_CHANGE', 'EMP_PAUSE', 'EMP_TERMINATE'] : ['EMP_REGISTER'];
  const resident: MatterCode[] = has('RES')
    ? ['RES_REGISTER', 'RES_CHANGE', 'RES_PAUSE', 'RES_TERMINATE']
    : ['RES_REGISTER'];
  return has('EMP') && !has('RES') ? [...employee, ...resident] : [...resident, ...employee];
}

/** Buttons that start a matter for a person who is on file. */
export function MatterButtons({ person }: { person: Person }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const matters = mattersFor(person);
  if (matters.length === 0) return <p className="mute">此人已登记死亡，没有可办理的事项。</p>;
  return (
    <div className="buttons">
      {matters.map((matter, index) => (
        <Button
          key={matter}
          type={index === 0 ? 'primary' : 'default'}
          onClick={() => navigate(...draftRoute(desk.newDraft(matter, knownFields(matter, person.id))))}
        >
          {MATTERS[matter]}
        </Button>
      ))}
      {sagasFor(person).map((pause) => (
        <Button key={pause} onClick={() => navigate(sagaRoute(pause, person.id))}>
          联办：{sagaTitle(pause)}
        </Button>
      ))}
    </div>
  );
}
