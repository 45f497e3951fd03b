// The token of a server on the network: kept for this tab only.
const key = 'nnad-token'

/** The token that a person gave, or undefined. */
export function sessionToken(): string | undefined {
  return sessionStorage.getItem(key) ?? undefined
}

/** Keeps a token until the tab is closed. */
export function keepToken(token: string): void {
  sessionStorage.setItem(key, token)
}
