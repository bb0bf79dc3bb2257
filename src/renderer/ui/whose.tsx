import { useState } from 'react';
import type { OperationView } from '../desk/api';
import { colleaguesOf } from '../desk/clerks';
import { useDeskSnapshot } from './useDesk';

/** Whose operations a list shows: everybody's, or only those the clerk signed in goes on with. */
export interface Whose {
  /** False: nobody else ever worked here, so nothing of this is shown. */
  readonly several: boolean;
  readonly onlyMine: boolean;
  setOnlyMine(only: boolean): void;
  shows(operation: OperationView): boolean;
}

export function useWhose(): Whose {
  const snapshot = useDeskSnapshot();
  const [onlyMine, setOnlyMine] = useState(false);
  const me = snapshot.desk?.clerk.id;
  const several = colleaguesOf(snapshot).length > 1;
  return {
    several,
    onlyMine,
    setOnlyMine,
    shows: ({ keeper }) => !several || !onlyMine || keeper.id === me,
  };
}

/** Who goes on with an operation, and whether they have left. */
export function KeeperName({ operation }: { operation: OperationView }) {
  const { name, left } = operation.keeper;
  return (
    <span className="clerk-name" title={left ? `${name}已离岗` : name}>
      {name}
      {left && <span className="tone-warn">（离岗）</span>}
    </span>
  );
}
