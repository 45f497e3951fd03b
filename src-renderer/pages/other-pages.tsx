// The pages behind the first one, with their addresses: one piece of code, charts and all, that app.tsx loads later.
import { Redirect, Route, Switch } from 'wouter'
import { ComparePage } from './compare-page.tsx'
import { EngineFormPage, EngineMappingPage, EnginePage } from './engine-page.tsx'
import { EnginesPage } from './engines-page.tsx'
import { FleetPage } from './fleet-page.tsx'
import { FleetRunPage } from './fleet-run-page.tsx'
import { IncidentPage } from './incident-page.tsx'
import { IncidentsPage } from './incidents-page.tsx'
import { InvestigatePage } from './investigate-page.tsx'
import { LivePage } from './live-page.tsx'
import { NameNodePage } from './namenode-page.tsx'
import { NameNodesPage } from './namenodes-page.tsx'
import { ReportPage } from './report-page.tsx'
import { ReportsPage } from './reports-page.tsx'
import { SettingsPage } from './settings-page.tsx'

export function OtherPages() {
  return (
    <Switch>
      <Route path="/namenodes" component={NameNodesPage} />
      <Route path="/namenodes/add">
        <NameNodePage id={undefined} />
      </Route>
      <Route path="/namenodes/:id">{({ id }) => <NameNodePage id={Number(id)} />}</Route>
      <Route path="/engines" component={EnginesPage} />
      <Route path="/engines/add">
        <EngineFormPage id={undefined} />
      </Route>
      <Route path="/engines/:id">{({ id }) => <EnginePage id={Number(id)} />}</Route>
      <Route path="/engines/:id/edit">{({ id }) => <EngineFormPage id={Number(id)} />}</Route>
      <Route path="/engines/:id/mapping">{({ id }) => <EngineMappingPage id={Number(id)} />}</Route>
      <Route path="/live">
        <LivePage />
      </Route>
      <Route path="/live/:source">{({ source }) => <LivePage source={Number(source)} />}</Route>
      <Route path="/live/:source/models">
        {({ source }) => <LivePage source={Number(source)} part="models" />}
      </Route>
      <Route path="/incidents" component={IncidentsPage} />
      <Route path="/incidents/:id">{({ id }) => <IncidentPage id={Number(id)} />}</Route>
      <Route path="/investigate" component={InvestigatePage} />
      <Route path="/fleet" component={FleetPage} />
      <Route path="/fleet/:id">{({ id }) => <FleetRunPage id={Number(id)} />}</Route>
      <Route path="/reports" component={ReportsPage} />
      <Route path="/reports/:id">{({ id }) => <ReportPage id={Number(id)} />}</Route>
      <Route path="/compare/:left/:right">
        {({ left, right }) => <ComparePage left={Number(left)} right={Number(right)} />}
      </Route>
      <Route path="/settings" component={SettingsPage} />
      <Route>
        <Redirect to="/" />
      </Route>
    </Switch>
  )
}
