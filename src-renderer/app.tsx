// The page: look, cache, routes. Addresses are hashes, so that one file serves them all and a link can be sent.
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense, lazy, useEffect } from 'react'
import { Route, Router, Switch, useLocation } from 'wouter'
import { queryClient } from './data/query-client.ts'
import { useSettings } from './data/settings.ts'
import { Shell } from './features/shell/shell.tsx'
import { PageBoundary } from './pages/page-boundary.tsx'
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

/** Kept until the first page is drawn, which does without them and their charts. */
const loadOthers = async () => ({ default: (await import('./pages/other-pages.tsx')).OtherPages })
const OtherPages = lazy(loadOthers)

function Pages() {
  const [address] = useLocation()
  useEffect(() => {
    // Before they are wanted: nobody waits for them, nor misses them when the server has gone meanwhile.
    const idle = requestIdleCallback(() => void loadOthers().catch(() => undefined))
    return () => cancelIdleCallback(idle)
  }, [])
  return (
    <PageBoundary address={address}>
      <Suspense>
        <Switch>
          <Route path="/" component={StartPage} />
          <Route>
            <OtherPages />
          </Route>
        </Switch>
      </Suspense>
    </PageBoundary>
  )
}

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Look>
        <Router hook={useAddress} searchHook={useAddressQuery} hrefs={hrefOf}>
          <Shell>
            <Pages />
          </Shell>
        </Router>
      </Look>
    </QueryClientProvider>
  )
}
