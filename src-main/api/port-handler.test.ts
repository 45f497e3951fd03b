// The contract over a message port: the same answers and errors as over HTTP, and an end to calls when the port goes.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../../src-shared/contract/index.ts'
import { apiContext } from './context.ts'
import { lightRecording, startTestServer, type TestServer } from './fixtures/test-server.ts'
import { anyPath } from './import-paths.ts'
import { portHandler } from './port-handler.ts'
import { problemOf } from './problems.ts'

type Client = ContractRouterClient<typeof contract>

/** A client on one end of a channel, the server's core on the other. */
function portClient(
  context: TestContext,
  { core }: TestServer,
): { readonly client: Client; readonly close: () => void } {
  const { port1, port2 } = new MessageChannel()
  portHandler(apiContext(core, anyPath))(port2)
  const link = new RPCLink({ port: port1 })
  port1.start()
  port2.start()
  context.after(() => port1.close())
  return { client: createORPCClient(link), close: () => port1.close() }
}

/** The error of a call that must fail. */
async function errorOf(call: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof ORPCError)
  return error
}

test('calls answer as they do over HTTP, files among them', async (context) => {
  await using server = await startTestServer({ recordings: [lightRecording] })
  const { client } = portClient(context, server)
  assert.deepEqual(await client.sources.list(), (await server.call('/api/sources')).json)
  assert.deepEqual(await client.settings.get(), (await server.call('/api/settings')).json)
  const job = await client.imports.upload({ file: new File(['{"beans": []}'], 'odd.json') })
  assert.equal(job.kind, 'import')
  assert.equal(job.subject, 'odd.json')
})

test('errors are those of HTTP: code, status, sentence and facts', async (context) => {
  await using server = await startTestServer()
  const { client } = portClient(context, server)
  const missing = await errorOf(client.reports.get({ id: 7 }))
  const overHttp = (await server.call('/api/reports/7')).json
  assert.equal(missing.defined, true)
  assert.deepEqual(problemOf(missing), overHttp)
  const wrong = await errorOf(client.reports.get({ id: 'seven' }))
  assert.deepEqual([wrong.code, wrong.status, wrong.defined], ['BAD_INPUT', 400, true])
  assert.match(wrong.message, /id: wanted .+, got "seven"/i)
  assert.deepEqual(server.log, [])
})

test('a bug is told to the log, not to the page', async (context) => {
  await using server = await startTestServer({
    host: { chooseFiles: () => Promise.reject(new Error('secret insides')) },
  })
  const { client } = portClient(context, server)
  const error = await errorOf(client.system.chooseFiles({ kind: 'files' }))
  assert.deepEqual([error.code, error.status, error.defined], ['INTERNAL_SERVER_ERROR', 500, false])
  assert.doesNotMatch(JSON.stringify(error), /insides/)
  assert.match(server.log.join(), /secret insides/)
})

test('the port that closes ends its calls', async (context) => {
  const asked = Promise.withResolvers<undefined>()
  const chosen = Promise.withResolvers<readonly string[]>()
  const chooseFiles = (): Promise<readonly string[]> => {
    asked.resolve(undefined)
    return chosen.promise
  }
  await using server = await startTestServer({ host: { chooseFiles } })
  const { client, close } = portClient(context, server)
  const waiting = client.system.chooseFiles({ kind: 'files' })
  await asked.promise
  close()
  await assert.rejects(waiting, { name: 'AbortError' })
  chosen.resolve([])
  assert.deepEqual(server.log, [])
})
