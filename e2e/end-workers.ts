// Ends worker threads of a running process from outside, as running out of memory would: by Node's own debugger.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

const Target = z.array(z.object({ webSocketDebuggerUrl: z.string() })).nonempty()
const Message = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z
    .looseObject({
      sessionId: z.string().optional(),
      workerInfo: z.looseObject({ url: z.string() }).optional(),
    })
    .optional(),
})

/** Where a process listens once it was asked to (SIGUSR1). */
const address = 'http://127.0.0.1:9229/json/list'

async function debuggerUrl(pid: number): Promise<string> {
  process.kill(pid, 'SIGUSR1')
  for (let tries = 0; tries < 100; tries += 1) {
    const targets = await fetch(address).then(
      async (answer) => Target.parse(await answer.json()),
      () => undefined,
    )
    if (targets !== undefined) return targets[0]?.webSocketDebuggerUrl ?? ''
    await wait(50)
  }
  throw new Error(`process ${String(pid)} opened no debugger`)
}

/** Ends the process's worker threads whose file's name holds `name`, those started within `withinMs` too; returns how many. */
export async function endWorkers(pid: number, name: string, withinMs = 5000): Promise<number> {
  const socket = new WebSocket(await debuggerUrl(pid))
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  let [sent, ended] = [0, 0]
  const send = (method: string, params: object): void => {
    sent += 1
    socket.send(JSON.stringify({ id: sent, method, params }))
  }
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = Message.parse(JSON.parse(String(data)))
    if (method !== 'NodeWorker.attachedToWorker' || params?.workerInfo?.url.includes(name) !== true) return
    const message = JSON.stringify({
      id: 1,
      method: 'Runtime.evaluate',
      params: { expression: 'process.exit(9)' },
    })
    send('NodeWorker.sendMessageToWorker', { sessionId: params.sessionId, message })
    ended += 1
  })
  send('NodeWorker.enable', { waitForDebuggerOnStart: false })
  const deadline = performance.now() + withinMs
  while (ended === 0 && performance.now() < deadline) await wait(20)
  await wait(100)
  socket.close()
  return ended
}
