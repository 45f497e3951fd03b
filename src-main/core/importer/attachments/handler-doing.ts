// What an RPC handler is doing, by the frames of its stack.

/** Waiting places by frames, the first that fits; below them whatever operation runs. */
const places: readonly (readonly [frame: RegExp, doing: string])[] = [
  [/\.(?:CallQueueManager|FairCallQueue)\.(?:take|poll)$|\.Server\$Handler\.\w*[tT]ake/, 'waits for a call'],
  [/\.FSNamesystem(?:Lock)?\.(?:read|write|cp)Lock(?:Interruptibly)?$/, 'waits for the namesystem lock'],
  [/\.FSEditLog(?:Async)?\.(?:logSync|enqueueEdit|doWait)/, 'waits for the edit log'],
  [/\.(?:Groups|\w*GroupsMapping\w*)\.\w*[gG]et\w*Groups?/, 'looks up groups'],
  [/\.kms\.|\.KMSClientProvider\./, 'asks the KMS'],
  [/\.log4j\.|\.logback\.|\.AsyncAppender\./, 'writes to the log'],
  [/\.metrics2\.lib\.Mutable/, 'updates metrics'],
]

/** Frames looked at from the top: below them is how the call came in, in every stack the same. */
const looked = 40

/** A short text for people: `waits for the namesystem lock`, `runs getContentSummary`. Frames: `package.Class.method`, innermost first. */
export function handlerDoing(frames: readonly string[]): string {
  const top = frames.slice(0, looked)
  for (const [frame, doing] of places) if (top.some((one) => frame.test(one))) return doing
  const rpc = frames.findLast((one) => one.includes('.NameNodeRpcServer.'))
  const operation = rpc ?? frames.findLast((one) => one.includes('.hdfs.server.'))
  if (operation !== undefined) return `runs ${rpc === undefined ? short(operation) : lastPart(operation)}`
  const own = frames.find((one) => one.startsWith('org.apache.hadoop.'))
  return own === undefined ? 'other' : `in ${short(own)}`
}

const lastPart = (frame: string): string => frame.slice(frame.lastIndexOf('.') + 1)
const short = (frame: string): string => frame.split('.').slice(-2).join('.').replace(/\$\d*/g, '')
