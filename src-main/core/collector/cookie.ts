// The cookie that Hadoop's servers give to who has logged in.

/** AuthenticationFilter's (org.apache.hadoop.security.authentication.client.AuthenticatedURL.AUTH_COOKIE). */
const pattern = /^\s*hadoop\.auth=([^;]*)/

/** Its value as Set-Cookie headers have it; '' where they take it away, undefined where they say nothing of it. */
export function cookieIn(setCookie: string | readonly string[] | undefined): string | undefined {
  const all = typeof setCookie === 'string' ? [setCookie] : (setCookie ?? [])
  return all.map((one) => pattern.exec(one)?.[1]?.trim()).findLast((value) => value !== undefined)
}
