// Where samples may be pushed to by Prometheus' remote write.

/** http or https, without user and password: settings are shown, exported and logged, so no secret belongs there. */
const allowed = /^https?:\/\/(?:[a-z0-9_][a-z0-9_.-]*|\[[0-9a-f:]+\])(?::(\d{1,5}))?(?:\/[^\s#\\]*)?$/i

/** Whether samples may be pushed to a URL. */
export function isWriteAddress(url: string): boolean {
  const found = allowed.exec(url)
  return found !== null && Number(found[1] ?? 0) <= 65_535
}

/** What such an address is, for people who gave another one. */
export const writeAddressWanted =
  'an address with http or https, without user and password, such as http://prometheus.example.org:9090/api/v1/write'
