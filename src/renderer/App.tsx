import type { ReactNode } from 'react';
import { lazy, Suspense } from 'react';
import { HashRouter, Navigate, Route, Routes } from 'react-router';
import type { Desk } from './desk/api';
import { CounterPage } from './pages/counter/CounterPage';
import { MatterPage } from './pages/counter/MatterPage';
import { PersonPage } from './pages/person/PersonPage';
import { PersonsPage } from './pages/persons/PersonsPage';
import { RegisterPage } from './pages/register/RegisterPage';
import { TodayPage } from './pages/today/TodayPage';
import { Frame } from './ui/Frame';
import { HelpHost } from './ui/help/HelpHost';
import { LockScreen } from './ui/LockScreen';
import { PracticeBand } from './ui/practice/PracticeBand';
import { SecondPersonDialog } from './ui/SecondPersonDialog';
import { DeskProvider, useDesk, useDeskSnapshot } from './ui/useDesk';
import { WholeScreen } from './ui/WholeScreen';

const CampaignPage = lazy(() => import('./pages/campaign/CampaignPage'));
const DoctorPage = lazy(() => import('./pages/doctor/DoctorPage'));
const InquiryPage = lazy(() => import('./pages/inquiry/InquiryPage'));
const InboxPage = lazy(() => import('./pages/inbox/InboxPage'));
const HouseholdPage = lazy(() => import('./pages/household/HouseholdPage'));
const ReviewPage = lazy(() => import('./pages/inbox/review/ReviewPage'));
const DuplicatesPage = lazy(() => import('./pages/inbox/duplicates/DuplicatesPage'));
const SagaPage = lazy(() => import('./pages/saga/SagaPage'));
const PracticePage = lazy(() => import('./pages/practice/PracticePage'));
const StatisticsPage = lazy(() => import('./pages/statistics/StatisticsPage'));
const SyncPage = lazy(() => import('./pages/sync/SyncPage'));
const PolicyPage = lazy(() => import('./pages/policy/PolicyPage'));
const UnitsPage = lazy(() => import('./pages/units/UnitsPage'));
const UnitPage = lazy(() => import('./pages/units/UnitPage'));
const ReturnsPage = lazy(() => import('./pages/returns/ReturnsPage'));
const BatchPage = lazy(() => import('./pages/units/BatchPage'));
const ListsPage = lazy(() => import('./pages/lists/ListsPage'));
const MigrationPage = lazy(() => import('./pages/migration/MigrationPage'));
const RolloverPage = lazy(() => import('./pages/rollover/RolloverPage'));
const SettingsPage = lazy(() => import('./pages/settings/SettingsPage'));

export function App({ desk }: { desk: Desk }) {
  return (
    <DeskProvider desk={desk}>
      <HashRouter>
        <HelpHost>
          <div className="practice-shell">
            <PracticeBand />
            <div className="practice-under">
              <SecondPersonDialog />
              <Phases>
                <Frame>
                  <Suspense fallback={<p className="mute">正在打开…</p>}>
                    <Routes>
                      <Route path="/" element={<TodayPage />} />
                      <Route path="/counter" element={<CounterPage />} />
                      <Route path="/counter/:draftId" element={<MatterPage />} />
                      <Route path="/inquiry/:code/:personId?" element={<InquiryPage />} />
                      <Route path="/saga/:draftId" element={<SagaPage />} />
                      <Route path="/persons" element={<PersonsPage />} />
                      <Route path="/persons/:personId" element={<PersonPage />} />
                      <Route path="/households/:householdId" element={<HouseholdPage />} />
                      <Route path="/units" element={<UnitsPage />} />
                      <Route path="/units/:empNo" element={<UnitPage />} />
                      <Route path="/units/:empNo/batch" element={<BatchPage />} />
                      <Route path="/returns" element={<ReturnsPage />} />
                      <Route path="/rollover" element={<RolloverPage />} />
                      <Route path="/lists" element={<ListsPage />} />
                      <Route path="/campaign" element={<CampaignPage />} />
                      <Route path="/inbox" element={<InboxPage />} />
                      <Route path="/inbox/review" element={<ReviewPage />} />
                      <Route path="/inbox/duplicates" element={<DuplicatesPage />} />
                      <Route path="/sync" element={<SyncPage />} />
                      <Route path="/statistics" element={<StatisticsPage />} />
                      <Route path="/policy/:what?/:id?/:article?" element={<PolicyPage />} />
                      <Route path="/settings" element={<SettingsPage />} />
                      <Route path="/doctor" element={<DoctorPage />} />
                      <Route path="/migration" element={<MigrationPage />} />
                      <Route path="/practice" element={<PracticePage />} />
                      <Route path="*" element={<Navigate to="/" replace />} />
                    </Routes>
                  </Suspense>
                </Frame>
              </Phases>
            </div>
          </div>
        </HelpHost>
      </HashRouter>
    </DeskProvider>
  );
}

/** What is shown instead of the pages while there is nothing to work on, or nobody to work. */
function Phases({ children }: { children: ReactNode }) {
  const desk = useDesk();
  const { phase, progress, trouble, desk: state } = useDeskSnapshot();
  if (state?.locked) return <LockScreen />;
  switch (phase) {
    case 'starting':
      return (
        <WholeScreen
          title="正在打开参保台"
          text={trouble?.text ?? '正在核对本机流水账和资料…'}
          busy={!trouble}
        />
      );
    case 'new':
      return <RegisterPage />;
    case 'loading':
      return (
        <WholeScreen
          title="正在下载本辖区资料"
          text="第一次使用要把辖区内的参保资料存到本机，完成后断网也能办理业务。中断也没有关系，下次接着下载。"
          progress={progress ?? { done: 0, total: 0 }}
          busy
        />
      );
    case 'failed':
      return (
        <WholeScreen
          title="参保台打不开资料"
          text={trouble?.text ?? '原因不明。请重新载入；再次出现时请联系技术支持。'}
          detail={trouble ? `代码 ${trouble.code}` : undefined}
          action={{ label: '再试一次', run: () => void desk.syncNow().then(() => location.reload()) }}
        />
      );
    case 'ready':
      return children;
  }
}
