// The session that reads one address, with what the host gives for it.
import { JmxSession } from '../collector/jmx-session.ts'
import type { JmxTarget } from '../collector/jmx-target.ts'
import type { Host } from '../host.ts'

/** `secret`: the watch's password or token; undefined where none is set. */
export function sessionFor(
  target: JmxTarget,
  host: Host,
  secret: () => Promise<string | undefined>,
): JmxSession {
  const negotiate = host.negotiate?.bind(host)
  return new JmxSession(target, {
    clock: host.clock,
    secret,
    ...(negotiate === undefined ? {} : { negotiate }),
  })
}
