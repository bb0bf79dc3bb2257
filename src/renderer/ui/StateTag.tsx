import type { OperationView } from '../desk/api';

const TONES: Record<string, string> = {
  待上传: 'blue',
  上传中: 'blue',
  在离线包: 'blue',
  等待前一笔: 'warn',
  待复核: 'warn',
  平台待复核: 'warn',
  复核退回: 'no',
  已确认: 'ok',
  平台不予受理: 'no',
  有冲突: 'no',
  已搁置: 'no',
};

/** Where an operation is, in its words; the colour only repeats them. */
export function StateTag({ operation }: { operation: OperationView }) {
  return <span className={`tag ${TONES[operation.stateLabel] ?? ''}`}>{operation.stateLabel}</span>;
}
