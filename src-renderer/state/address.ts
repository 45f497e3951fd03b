// The page's address: path and query both in the hash (#/investigate?source=1), so that one file serves all links.
import { useSyncExternalStore } from 'react'

interface Options {
  /** In place of the present entry of the history, not after it. */
  readonly replace?: boolean
}

function parts(): { readonly path: string; readonly query: string } {
  const [path = '', ...query] = location.hash.replace(/^#?\/?/, '').split('?')
  return { path: `/${path}`, query: query.join('?') }
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

/** Goes to a route, with or without a query: `/investigate?source=1`. */
export function navigate(to: string, { replace = false }: Options = {}): void {
  const before = location.href
  const url = new URL(before)
  url.hash = to
  if (replace) history.replaceState(null, '', url)
  else history.pushState(null, '', url)
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL: before, newURL: url.href }))
}

/** Location hook for wouter: the path, without the query. */
export function useAddress(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, () => parts().path), navigate]
}

/** Search hook for wouter: the query, without `?`. */
export function useAddressQuery(): string {
  return useSyncExternalStore(subscribe, () => parts().query)
}

/** What an href says for a route. */
export function hrefOf(route: string): string {
  return `#${route}`
}
