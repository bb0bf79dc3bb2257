import type { PolicyState } from '#shared/host';
import { longMoment } from '../../ui/moments';
import { useDeskSnapshot } from '../../ui/useDesk';

/** So many digits of the key are enough for two people to compare on the telephone. */
const KEY_SHOWN = 16;

/** The signed policy in use: what refusals mean and how far this desk may run ahead; why a newer one was not taken. */
export function PolicyCard() {
  const { policy } = useDeskSnapshot();
  return policy && <PolicyFacts policy={policy} />;
}

export function PolicyFacts({ policy }: { policy: PolicyState }) {
  const { version, confirmedAt, key, dictionary, limits, trouble } = policy;
  return (
    <section className="card">
      <h2>政策包</h2>
      <dl className="facts">
        <dt>版本</dt>
        <dd>{version === null ? '程序自带（平台还没有发来）' : `第 ${version} 版，签名已核对`}</dd>
        <dt>最近与平台核对</dt>
        <dd className="number">{confirmedAt ? longMoment(confirmedAt) : '还没有过'}</dd>
        <dt>签名公钥</dt>
        <dd>
          {key === null ? (
            '平台还没有告知'
          ) : (
            <>
              <span className="number">{key.slice(0, KEY_SHOWN)}…</span>
              ，首次从平台取得后固定，不会自动更换；可与县级管理员核对
            </>
          )}
        </dd>
        <dt>退回原因词典</dt>
        <dd>
          第 {dictionary.edition} 版，{dictionary.entries.length} 条
        </dd>
        <dt>待上传上限</dt>
        <dd className="number">{limits.backlog.stop} 笔</dd>
        {trouble && (
          <>
            <dt>没有采用的</dt>
            <dd className="tone-warn">⚠ {trouble.text}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
