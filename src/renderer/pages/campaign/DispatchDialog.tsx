import { Alert, AutoComplete, Checkbox, Modal, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { Village } from '#shared/domain/region';
import type { Dispatched } from '../../desk/campaign/api';
import { appPlace } from '../../ui/place';
import { useDesk, useDeskSnapshot } from '../../ui/useDesk';
import type { ListedClass } from './PeopleTable';

const CLASSES: { value: ListedClass; label: string }[] = [
  { value: 'missing', label: '未参保' },
  { value: 'unpaid', label: '催缴' },
  { value: 'undecided', label: '待核' },
];

/** 下放: whom the list is for, which people are on it, and how many of them are out already. */
export function DispatchDialog(props: {
  village: Village;
  group: number | null;
  year: number;
  onDispatched: (done: Dispatched) => void;
  onClose: () => void;
}) {
  const { village, year } = props;
  const desk = useDesk();
  const { revision } = useDeskSnapshot();
  const [receiver, setReceiver] = useState('');
  const [groups, setGroups] = useState<number[]>(props.group === null ? [] : [props.group]);
  const [classes, setClasses] = useState<ListedClass[]>(['missing', 'unpaid', 'undecided']);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const known = useMemo(
    () => [...new Set(desk.campaign.batches().map(({ batch }) => batch.receiver))],
    [desk, revision],
  );
  const people = useMemo(
    () =>
      classes
        .flatMap((of) => desk.campaign.list({ villageCode: village.id, group: null, year }, of))
        .filter(({ person }) => groups.length === 0 || groups.includes(person.group)),
    [desk, revision, village, year, classes, groups],
  );
  const out = people.filter((row) => row.out !== null).length;
  const free = people.length - out;

  const dispatch = async () => {
    if (receiver.trim() === '') return setTrouble('请写明名单交给谁（领取人姓名）。');
    setBusy(true);
    const done = await desk.campaign.dispatch({
      villageCode: village.id,
      groups: groups.length === 0 ? null : groups.toSorted((a, b) => a - b),
      year,
      classes,
      receiver,
    });
    setBusy(false);
    if (done.ok) props.onDispatched(done.value);
    else setTrouble(done.error.text);
  };
  return (
    <Modal
      open
      getContainer={appPlace}
      title={`下放${village.name} ${year} 年度名单`}
      okText={`下放 ${free} 人`}
      okButtonProps={{ disabled: free === 0, loading: busy }}
      cancelText="返回"
      onCancel={props.onClose}
      onOk={() => void dispatch()}
    >
      <div className="dispatch-form">
        <label htmlFor="receiver">领取人</label>
        <AutoComplete
          id="receiver"
          autoFocus
          value={receiver}
          maxLength={40}
          options={known.map((value) => ({ value }))}
          showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
          placeholder="村协办员姓名"
          onChange={(value: string) => {
            setReceiver(value);
            setTrouble(null);
          }}
        />
        <label htmlFor="groups">社（组）</label>
        <Select
          id="groups"
          mode="multiple"
          value={groups}
          placeholder="全部社"
          options={village.groups.map((label, n) => ({ value: n + 1, label }))}
          onChange={setGroups}
        />
        <span id="classes">人员</span>
        <Checkbox.Group aria-labelledby="classes" options={CLASSES} value={classes} onChange={setClasses} />
      </div>
      <p role="status" className="number">
        {free > 0 ? `这次下放 ${free} 人。` : '选中的范围里没有可以下放的人。'}
        {out > 0 && `另有 ${out} 人已经在外，不重复下放。`}
      </p>
      {trouble && <Alert type="error" title={trouble} showIcon />}
    </Modal>
  );
}
