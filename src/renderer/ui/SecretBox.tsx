import { Button, Input, type InputRef } from 'antd';
import { type Ref, type SyntheticEvent, useState } from 'react';
import { LONGEST_SECRET } from '#shared/vault/secretRules';

const kept = (event: SyntheticEvent): void => event.preventDefault();

/**
 * A secret as it is typed, as dots. It is a box of text and not of a password, because in those no input method for Chinese works, and a
 * sentence is what is asked for.
 */
export function SecretBox(props: {
  id: string;
  value: string;
  onChange: (value: string) => void;
  boxRef?: Ref<InputRef>;
  autoFocus?: boolean;
  disabled?: boolean;
  wrong?: boolean;
  describedBy?: string;
}) {
  const [shown, setShown] = useState(false);
  return (
    <Input
      id={props.id}
      ref={props.boxRef ?? null}
      className={shown ? '' : 'secret-box'}
      value={props.value}
      maxLength={LONGEST_SECRET * 2}
      autoComplete="off"
      spellCheck={false}
      autoFocus={props.autoFocus ?? false}
      disabled={props.disabled ?? false}
      status={props.wrong ? 'error' : ''}
      aria-describedby={props.describedBy}
      onChange={(event) => props.onChange(event.target.value)}
      onCopy={kept}
      onCut={kept}
      suffix={
        <Button
          type="text"
          size="small"
          tabIndex={-1}
          disabled={props.value === ''}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? '遮住' : '显示'}
        </Button>
      }
    />
  );
}
