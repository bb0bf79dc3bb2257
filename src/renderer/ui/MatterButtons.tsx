import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { MATTERS, type MatterCode } from '#shared/domain/matter';
import type { Person } from '#shared/domain/person';
import type { Json } from '#shared/json';
import { sagaKind } from '#shared/matters/sagas/index';
import { sagaRoute, sagasFor } from './sagaRoute';
import { draftRoute } from './startMatter';
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

/** Only registrations ask whether somebody is on file. */
const known = (matter: MatterCode, person: Person): Record<string, Json> =>
  matter.endsWith('_REGISTER') ? { who: 'existing', personId: person.id } : { personId: person.id };

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
          onClick={() => navigate(...draftRoute(desk.newDraft(matter, known(matter, person))))}
        >
          {MATTERS[matter]}
        </Button>
      ))}
      {sagasFor(person).map((kind) => (
        <Button key={kind} onClick={() => navigate(...sagaRoute(desk.newSaga(kind, person.id)))}>
          {sagaKind(kind).title}
        </Button>
      ))}
    </div>
  );
}
