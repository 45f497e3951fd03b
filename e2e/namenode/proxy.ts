// A small HTTP proxy: forwards requests and tunnels, whatever the host, to one port of this machine.
import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import type { TestContext } from 'node:test'

export interface Proxy {
  readonly url: string
  /** What was asked for: `GET http://nn1.test:9870/jmx`, `CONNECT nn1.test:9871`. */
  readonly asked: string[]
  /** Answers this instead, until it is taken away. */
  status: number | undefined
}

/** Starts one that stops with the test. */
export async function startProxy(context: TestContext, port: number): Promise<Proxy> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    if (proxy.status !== undefined) {
      response.writeHead(proxy.status).end()
      return
    }
    const url = new URL(request.url ?? '')
    const { method, headers } = request
    const path = `${url.pathname}${url.search}`
    httpRequest({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    }).end()
  })
  server.on('connect', (request, socket, head) => {
    asked.push(`CONNECT ${request.url ?? ''}`)
    socket.on('error', () => undefined)
    if (proxy.status !== undefined) {
      socket.end(`HTTP/1.1 ${proxy.status} No\r\n\r\n`)
      return
    }
    const through = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      through.write(head)
      through.pipe(socket)
      socket.pipe(through)
    })
    through.on('error', () => socket.destroy())
    socket.on('close', () => through.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const bound = server.address()
  const own = typeof bound === 'object' && bound !== null ? bound.port : 0
  const proxy: Proxy = { url: `http://127.0.0.1:${own}`, asked, status: undefined }
  return proxy
}
