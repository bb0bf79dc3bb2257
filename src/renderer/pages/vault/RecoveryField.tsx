import { Radio } from 'antd';
import { useId } from 'react';
import { isRecoveryKey, RecoveryBox } from '../../ui/RecoveryBox';

/** The county's recovery key (县级恢复公钥), or the word that there is none yet: `null`. `undefined`: not chosen. */
export function RecoveryField(props: {
  value: string | null | undefined;
  onChange: (value: string | null) => void;
}) {
  const { value, onChange } = props;
  const id = useId();
  const typed = value ?? '';
  const wrong = typed !== '' && !isRecoveryKey(typed);
  return (
    <div className="vault-field">
      <span id={`${id}label`} className="vault-label">
        县级恢复公钥
      </span>
      <Radio.Group
        aria-labelledby={`${id}label`}
        value={value === undefined ? null : value === null ? 'later' : 'now'}
        onChange={(event) => onChange(event.target.value === 'later' ? null : '')}
        options={[
          { value: 'now', label: '县里给了，现在填', id: 'set-up-recovery' },
          { value: 'later', label: '暂时没有' },
        ]}
      />
      {typeof value === 'string' && (
        <RecoveryBox id="set-up-recovery-key" value={typed} onChange={onChange} autoFocus />
      )}
      <p className="vault-told" aria-live="polite">
        {wrong ? (
          <span className="tone-warn">
            公钥应为 64 个字符（数字和 a 到 f），请整段粘贴“恢复公钥.txt”的内容。
          </span>
        ) : value === null ? (
          <span className="tone-warn">
            所有人的口令都忘了时，本机就再也打不开。请尽快向县里要，之后在“设置”里填。
          </span>
        ) : (
          <span className="mute">
            口令都忘了时，县里两个人各拿一半密钥可以打开本机。公钥本身打不开任何东西。
          </span>
        )}
      </p>
    </div>
  );
}
