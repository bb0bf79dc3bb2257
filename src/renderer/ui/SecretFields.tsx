import { useId } from 'react';
import { normalSecret, type SecretKind, type SecretOwner, secretTrouble } from '#shared/vault/secretRules';
import { SecretBox } from './SecretBox';

/** A new secret, typed twice. */
export interface NewSecret {
  readonly secret: string;
  readonly again: string;
}
export const NO_SECRET: NewSecret = { secret: '', again: '' };

export const secretRule = (kind: SecretKind): string =>
  kind === 'pin'
    ? '至少 6 位数字，不要用连号、生日、工号；也可以用一句自己记得住的话（14 个字符以上，一个汉字算两个）。'
    : '这台电脑的系统不能再加一层保护，不能只用数字。请用一句只有自己记得住的话，至少 14 个字符，一个汉字算两个。';

/** Is it taken, and was it typed twice the same? */
export const secretReady = (typed: NewSecret, kind: SecretKind, owner: SecretOwner): boolean =>
  secretTrouble(typed.secret, kind, owner) === null && isSame(typed);

const isSame = ({ secret, again }: NewSecret): boolean => normalSecret(secret) === normalSecret(again);

/** Two boxes for a new secret; what is wrong with it is told while it is typed. */
export function SecretFields(props: {
  typed: NewSecret;
  onChange: (typed: NewSecret) => void;
  kind: SecretKind;
  owner: SecretOwner;
  label?: string;
  /** Before the ids of the two boxes, `-secret` and `-again`. */
  id?: string;
  autoFocus?: boolean;
}) {
  const { typed, onChange, kind, owner, label = '口令' } = props;
  const own = useId();
  const id = props.id ?? own;
  const trouble = typed.secret === '' ? null : secretTrouble(typed.secret, kind, owner);
  const differs = typed.again !== '' && !isSame(typed);
  return (
    <>
      <div className="vault-field">
        <label htmlFor={`${id}-secret`}>{label}</label>
        <SecretBox
          id={`${id}-secret`}
          value={typed.secret}
          autoFocus={props.autoFocus ?? false}
          describedBy={`${id}-told`}
          onChange={(secret) => onChange({ ...typed, secret })}
        />
        <p id={`${id}-told`} className="vault-told" aria-live="polite">
          {typed.secret === '' ? (
            <span className="mute">{secretRule(kind)}</span>
          ) : trouble === null ? (
            <span className="tone-ok">这个口令可以用。</span>
          ) : (
            <span className="tone-warn">{trouble}</span>
          )}
        </p>
      </div>
      <div className="vault-field">
        <label htmlFor={`${id}-again`}>再输一次</label>
        <SecretBox
          id={`${id}-again`}
          value={typed.again}
          wrong={differs}
          describedBy={`${id}-differs`}
          onChange={(again) => onChange({ ...typed, again })}
        />
        <p id={`${id}-differs`} className="vault-told" aria-live="polite">
          {differs && <span className="tone-warn">两次输入的不一样，请核对。</span>}
          {typed.again !== '' && !differs && <span className="tone-ok">两次一样。</span>}
        </p>
      </div>
    </>
  );
}
