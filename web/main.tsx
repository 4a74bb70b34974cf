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
const MissingPage = page(() => import('./pages/missing/MissingPage.tsx'), 'MissingPage');

const root = document.getElementById('app');
if (root !== null) {
  render(
    () => (
      <Router>
        <Route path="/login" component={LoginPage} />
        <Route path="/wall/:yard" component={WallPage} />
        <Route path="/" component={DeskLayout}>
          <Route path="/" component={YardsPage} />
          <Route path="/yards/:yard" component={YardPage} />
          <Route path="/yards/:yard/models" component={ModelsPage} />
          <Route path="/review/:yard" component={ReviewPage} />
          <Route path="/visits/:id" component={VisitPage} />
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
