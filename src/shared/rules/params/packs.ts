import cn11 from './CN-11-2021.json' with { type: 'json' };
import cn33 from './CN-33-2020.json' with { type: 'json' };
import cn34 from './CN-34-2007.json' with { type: 'json' };
import cn38 from './CN-38-2024.json' with { type: 'json' };
import cn43 from './CN-43-2021.json' with { type: 'json' };
import mutual from './CN-MUTUAL-2026.json' with { type: 'json' };
import engine from './ENGINE.json' with { type: 'json' };
import fj2025 from './FJ-2025.json' with { type: 'json' };
import fuzhou2025 from './FJ-FZ-2025.json' with { type: 'json' };
import taining from './FJ-TN-2008.json' with { type: 'json' };
import xinhua from './HA-PDS-XH-2010.json' with { type: 'json' };
import jl11 from './JL-11-2022.json' with { type: 'json' };
import jlBase from './JL-2025-BASE.json' with { type: 'json' };
import jl2025 from './JL-2025-RES.json' with { type: 'json' };
import cc2021 from './JL-CC-2021-RES.json' with { type: 'json' };
import cc2023 from './JL-CC-2023-STU.json' with { type: 'json' };
import tongliao from './NM-TL-2016.json' with { type: 'json' };
import qinghe from './QH-SYN.json' with { type: 'json' };

/** The packs that are shipped with the rule book, before they are checked. */
export const PACK_FILES: readonly unknown[] = [
  engine,
  cn34,
  cn33,
  cn11,
  cn43,
  cn38,
  mutual,
  jl11,
  cc2021,
  cc2023,
  jl2025,
  jlBase,
  fj2025,
  fuzhou2025,
  taining,
  xinhua,
  tongliao,
  qinghe,
];
