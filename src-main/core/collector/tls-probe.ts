// Whether a port that gave no HTTP answer speaks TLS.
import { once } from 'node:events'
import tls from 'node:tls'

/** ms for the handshake. */
const longest = 1000

/** Tries a handshake and sends nothing else. */
export async function speaksTls(url: URL): Promise<boolean> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const socket = tls.connect({ host, port: Number(url.port || 80), rejectUnauthorized: false })
  // Errors after the race would end the process.
  socket.on('error', () => undefined)
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(longest) })
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
