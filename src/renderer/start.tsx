import { createRoot } from 'react-dom/client';
import { App } from './App';
import { windowProgram } from './desk/program';
import { VaultGate } from './pages/vault/VaultGate';
import { FailureScreen, Opening } from './ui/Opening';
import { Providers } from './ui/Providers';
import { WholeScreen } from './ui/WholeScreen';
import './ui/styles/base.css';
import './ui/styles/frame.css';
import './ui/styles/lists.css';
import './ui/styles/people.css';
import './ui/styles/cover.css';
import './ui/styles/print.css';
import './ui/styles/rosterPaper.css';
import './ui/styles/counter.css';
import './ui/styles/policy.css';
import './ui/styles/units.css';
import './ui/styles/migration.css';
import './ui/styles/evidence.css';
import './ui/styles/inbox.css';
import './ui/styles/campaign.css';
import './ui/styles/statistics.css';
import './ui/styles/help.css';
import './ui/styles/practice.css';
import './ui/styles/vault.css';
import './ui/styles/narrow.css';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');

const program = windowProgram();

createRoot(place).render(
  <Providers>
    <FailureScreen>
      {program === null ? (
        <WholeScreen title="参保台打不开" text="这个页面只能在参保台程序中打开。" />
      ) : (
        <VaultGate vault={program.vault} sealing={program.sealing}>
          {(sealing) => <Opening open={() => program.open(sealing)}>{(desk) => <App desk={desk} />}</Opening>}
        </VaultGate>
      )}
    </FailureScreen>
  </Providers>,
);
