// `node --import`: a computer without a network. Every connection but within the process fails, and is printed for the spec.
import net from 'node:net'

/** What is printed before where somebody wanted to. */
const mark = 'no network:'

net.Socket.prototype.connect = function connect(this: net.Socket, ...args: unknown[]): net.Socket {
  console.log(`${mark} ${JSON.stringify(args[0])}`)
  setImmediate(() => this.destroy(Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH' })))
  return this
}
