import { createRoot } from 'react-dom/client';
import { App } from './App';
import { openDesk } from './desk/openDesk';
import { Opening } from './ui/Opening';
import { Providers } from './ui/Providers';
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
import './ui/styles/narrow.css';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');

createRoot(place).render(
  <Providers>
    <Opening open={openDesk}>{(desk) => <App desk={desk} />}</Opening>
  </Providers>,
);
