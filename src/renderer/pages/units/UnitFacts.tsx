import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { MaskedField } from '#shared/access/access';
import { maskAccount, maskPhone } from '#shared/codes/masking';
import { UNIT_END_REASONS } from '#shared/domain/unit';
import type { UnitView } from '../../desk/units/api';
import { RevealDialog } from '../../ui/reveal/RevealDialog';
import { useDesk } from '../../ui/useDesk';

/** What is registered of a unit; telephone and account are shown whole when they are asked for with a reason. */
export function UnitFacts({ view: { unit, village } }: { view: UnitView }) {
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const numbers: MaskedField[] = [
    ...(unit.contactPhone === null ? [] : (['phone'] as const)),
    ...(unit.bankAccount === null ? [] : (['bankAccount'] as const)),
  ];
  const none = <span className="mute">没有登记</span>;
  return (
    <section className="card">
      <div className="page-head">
        <h2>登记资料</h2>
        {numbers.length > 0 && (
          <Button
            className="push"
            aria-pressed={open}
            onClick={() => (open ? setOpen(false) : setAsking(true))}
          >
            {open ? '隐藏号码' : '显示完整号码'}
          </Button>
        )}
      </div>
      {asking && (
        <RevealDialog
          of={{ kind: 'unit', id: unit.id }}
          who={unit.name}
          fields={numbers}
          onRevealed={() => {
            setAsking(false);
            setOpen(true);
          }}
          onClose={() => setAsking(false)}
        />
      )}
      <dl className="facts two">
        <dt>单位编号</dt>
        <dd className="number">
          {unit.id}
          {unit.formerId ? `（原占位号 ${unit.formerId}）` : ''}
        </dd>
        <dt>统一社会信用代码</dt>
        <dd className="number">{unit.uscc ?? none}</dd>
        <dt>成立之日</dt>
        <dd className="number">{unit.establishedOn ?? none}</dd>
        <dt>所在村（居）</dt>
        <dd>{village ? `${village.townName} ${village.name}` : unit.villageCode}</dd>
        <dt>法定代表人</dt>
        <dd>{unit.legalPerson ?? none}</dd>
        <dt>地址</dt>
        <dd>{unit.address ?? none}</dd>
        <dt>联系人</dt>
        <dd>{unit.contactName ?? none}</dd>
        <dt>联系电话</dt>
        <dd className="number">
          {unit.contactPhone === null ? none : open ? unit.contactPhone : maskPhone(unit.contactPhone)}
        </dd>
        <dt>开户银行</dt>
        <dd>{unit.bankName ?? none}</dd>
        <dt>银行账号</dt>
        <dd className="number">
          {unit.bankAccount === null ? none : open ? unit.bankAccount : maskAccount(unit.bankAccount)}
        </dd>
        {unit.ended && (
          <>
            <dt>登记结束</dt>
            <dd>
              {unit.ended.on}，{UNIT_END_REASONS[unit.ended.reason]}（{unit.ended.approvedOn} 批准）
            </dd>
            <dt>承接单位</dt>
            <dd>
              {unit.ended.successors.length === 0
                ? '无'
                : unit.ended.successors.map((id) => (
                    <Link key={id} to={`/units/${encodeURIComponent(id)}`}>
                      {desk.unit.view(id)?.unit.name ?? id}{' '}
                    </Link>
                  ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
