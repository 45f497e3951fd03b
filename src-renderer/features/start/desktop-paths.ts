// Paths of dropped files, which only the desktop window knows: its preload answers on the port it is sent.
import { z } from 'zod'

const Paths = z.array(z.string())

/** One path for each file; empty for a file that has none, such as one dragged out of a browser. */
export function pathsOf(files: readonly File[]): Promise<readonly string[]> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      port1.close()
      const paths = Paths.safeParse(data)
      if (paths.success) resolve(paths.data)
      else reject(new Error('The window did not tell where the dropped files are.'))
    }
    window.postMessage({ type: 'nnad:paths', files }, location.origin, [port2])
  })
}
