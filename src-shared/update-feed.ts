// Where the desktop app may look for its updates.

/**
 * https, or http to this computer itself (a stand-in of a feed, a tunnel). Neither user and password nor a query: settings are
 * shown, exported and logged, so no secret belongs there.
 */
const allowed =
  /^(?:https:\/\/(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\])|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]))(?::\d{1,5})?(?:\/[^\s?#\\]*)?$/i

/** Whether a URL, without its query, may be asked for updates. */
export function isFeedAddress(url: string): boolean {
  return allowed.test(url)
}

/** What such an address is, for people who gave another one. */
export const feedWanted =
  'an https address without user, password or query, such as https://updates.example.org/nnad/ (http only to this computer itself)'
