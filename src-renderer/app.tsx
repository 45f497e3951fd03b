// The page: look, cache, routes. Addresses are hashes, so that one file serves them all and a link can be sent.
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { Redirect, Route, Router, Switch } from 'wouter'
import { queryClient } from './data/query-client.ts'
import { useSettings } from './data/settings.ts'
import { Shell } from './features/shell/shell.tsx'
import { ComparePage } from './pages/compare-page.tsx'
import { InvestigatePage } from './pages/investigate-page.tsx'
import { ReportPage } from './pages/report-page.tsx'
import { ReportsPage } from './pages/reports-page.tsx'
import { SettingsPage } from './pages/settings-page.tsx'
import { StartPage } from './pages/start-page.tsx'
import { hrefOf, useAddress, useAddressQuery } from './state/address.ts'
import { theme, variables } from './theme.ts'

/** The nonce that the page's content security policy knows. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="nnad-nonce"]')?.content ?? ''
// Mantine's scroll lock writes a style element and looks for its nonce there.
Reflect.set(globalThis, '__webpack_nonce__', nonce)

function Look({ children }: { readonly children: React.ReactNode }) {
  const { data: settings } = useSettings()
  const scheme = settings?.['view.color_scheme'] ?? 'auto'
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      getStyleNonce={() => nonce}
      defaultColorScheme="auto"
      {...(scheme === 'auto' ? {} : { forceColorScheme: scheme })}
    >
      <Notifications position="bottom-right" autoClose={8000} />
      {children}
    </MantineProvider>
  )
}

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Look>
        <Router hook={useAddress} searchHook={useAddressQuery} hrefs={hrefOf}>
          <Shell>
            <Switch>
              <Route path="/" component={StartPage} />
              <Route path="/investigate" component={InvestigatePage} />
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
          </Shell>
        </Router>
      </Look>
    </QueryClientProvider>
  )
}
