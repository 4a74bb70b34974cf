import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import { Route, Router } from '@solidjs/router';
import { type Component, lazy } from 'solid-js';
import { render } from 'solid-js/web';

/** A page that is fetched when it is first opened; each page is its own bundle. */
function page<Module, Name extends keyof Module>(load: () => Promise<Module>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] as Component }));
}

const LoginPage = page(() => import('./pages/login/LoginPage.tsx'), 'LoginPage');
const WallPage = page(() => import('./pages/wall/WallPage.tsx'), 'WallPage');
const DeskLayout = page(() => import('./desk/DeskLayout.tsx'), 'DeskLayout');
const YardsPage = page(() => import('./pages/yards/YardsPage.tsx'), 'YardsPage');
const YardPage = page(() => import('./pages/yard/YardPage.tsx'), 'YardPage');
const VisitPage = page(() => import('./pages/visit/VisitPage.tsx'), 'VisitPage');
const ReviewPage = page(() => import('./pages/review/ReviewPage.tsx'), 'ReviewPage');
const ModelsPage = page(() => import('./pages/models/ModelsPage.tsx'), 'ModelsPage');
const SystemPage = page(() => import('./pages/system/SystemPage.tsx'), 'SystemPage');
const ProgrammePage = page(() => import('./pages/programme/ProgrammePage.tsx'), 'ProgrammePage');
const ProjectPage = page(() => import('./pages/programme-project/ProjectPage.tsx'), 'ProjectPage');
const NewProjectPage = page(() => import('./pages/programme-project/NewProjectPage.tsx'), 'NewProjectPage');
const LevelsPage = page(() => import('./pages/programme-levels/LevelsPage.tsx'), 'LevelsPage');
const IndicatorPage = page(() => import('./pages/programme-indicator/IndicatorPage.tsx'), 'IndicatorPage');
const UsageLogPage = page(() => import('./pages/programme-usage-log/UsageLogPage.tsx'), 'UsageLogPage');
const FlowsPage = page(() => import('./pages/flows/FlowsPage.tsx'), 'FlowsPage');
const HistoryPage = page(() => import('./pages/history/HistoryPage.tsx'), 'HistoryPage');
const SlipPage = page(() => import('./pages/slip/SlipPage.tsx'), 'SlipPage');
const SlipsPage = page(() => import('./pages/slips/SlipsPage.tsx'), 'SlipsPage');
const DisputesPage = page(() => import('./pages/disputes/DisputesPage.tsx'), 'DisputesPage');
const DisputePage = page(() => import('./pages/dispute/DisputePage.tsx'), 'DisputePage');
const VerifyPage = page(() => import('./pages/verify/VerifyPage.tsx'), 'VerifyPage');
const PartnerLayout = page(() => import('./pages/partner/PartnerLayout.tsx'), 'PartnerLayout');
const PartnerSlipsPage = page(() => import('./pages/partner/PartnerSlipsPage.tsx'), 'PartnerSlipsPage');
const PartnerSlipPage = page(() => import('./pages/partner/PartnerSlipPage.tsx'), 'PartnerSlipPage');
const PartnerDisputePage = page(() => import('./pages/partner/PartnerDisputePage.tsx'), 'PartnerDisputePage');
const SuppliersPage = page(() => import('./pages/suppliers/SuppliersPage.tsx'), 'SuppliersPage');
const SupplierPage = page(() => import('./pages/supplier/SupplierPage.tsx'), 'SupplierPage');
const ChangesPage = page(() => import('./pages/changes/ChangesPage.tsx'), 'ChangesPage');
const StockPage = page(() => import('./pages/stock/StockPage.tsx'), 'StockPage');
const NoticesPage = page(() => import('./pages/notices/NoticesPage.tsx'), 'NoticesPage');
const MissingPage = page(() => import('./pages/missing/MissingPage.tsx'), 'MissingPage');

const root = document.getElementById('app');
if (root !== null) {
  render(
    () => (
      <Router>
        <Route path="/login" component={LoginPage} />
        <Route path="/wall/:yard" component={WallPage} />
        <Route path="/verify/:sha256" component={VerifyPage} />
        <Route path="/partner" component={PartnerLayout}>
          <Route path="/" component={PartnerSlipsPage} />
          <Route path="/slips/:visit" component={PartnerSlipPage} />
          <Route path="/disputes/:id" component={PartnerDisputePage} />
        </Route>
        <Route path="/" component={DeskLayout}>
          <Route path="/" component={YardsPage} />
          <Route path="/yards/:yard" component={YardPage} />
          <Route path="/yards/:yard/models" component={ModelsPage} />
          <Route path="/review/:yard" component={ReviewPage} />
          <Route path="/visits/:id" component={VisitPage} />
          <Route path="/flows" component={FlowsPage} />
          <Route path="/suppliers" component={SuppliersPage} />
          <Route path="/suppliers/:partner" component={SupplierPage} />
          <Route path="/changes" component={ChangesPage} />
          <Route path="/stock" component={StockPage} />
          <Route path="/history" component={HistoryPage} />
          <Route path="/visits/:id/slip" component={SlipPage} />
          <Route path="/slips" component={SlipsPage} />
          <Route path="/disputes" component={DisputesPage} />
          <Route path="/disputes/:id" component={DisputePage} />
          <Route path="/notices" component={NoticesPage} />
          <Route path="/system" component={SystemPage} />
          <Route path="/programme" component={ProgrammePage} />
          <Route path="/programme/new" component={NewProjectPage} />
          <Route path="/programme/usage-log" component={UsageLogPage} />
          <Route path="/programme/:project" component={ProjectPage} />
          <Route path="/programme/:project/levels" component={LevelsPage} />
          <Route path="/programme/:project/indicators/:indicator" component={IndicatorPage} />
          <Route path="/*missing" component={MissingPage} />
        </Route>
      </Router>
    ),
    root,
  );
}
