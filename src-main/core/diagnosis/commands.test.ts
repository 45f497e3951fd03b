// Commands that a person may type: the right ports, exact names, nothing that leaves the quotes.
import assert from 'node:assert/strict'
import test from 'node:test'
import { auditAddresses, auditPaths, clientAddresses, jmx, runningApplications } from './commands.ts'
import { diagnose } from './diagnose.ts'
import { culprit, madeFacts } from './fixtures/made-facts.ts'

test('the web page has another port before Hadoop 3, the RPC port is the dump’s', () => {
  assert.match(
    jmx(madeFacts(), 'FSNamesystem'),
    /:9870\/jmx\?qry=Hadoop:service=NameNode,name=FSNamesystem'$/,
  )
  assert.match(jmx(madeFacts({ version: '2.10.2' }), 'FSNamesystem'), /:50070\//)
  const facts = { ...madeFacts(), clientPort: '9000' }
  assert.match(clientAddresses(facts), /^ss -tn 'sport = :9000' /)
})

test('a command and a user are matched whole: create is not createSnapshot', () => {
  const facts = madeFacts({ who: culprit('etl', 'create', 90) })
  assert.match(auditPaths(facts, ['create']), /^grep -wF 'cmd=create' .* grep -wF 'ugi=etl' .*'src=/)
  assert.match(auditAddresses(facts, ['create']), /'ip=/)
})

test('the audit log has principals, YARN has short names', () => {
  const facts = madeFacts({ who: culprit('etl/nn1.lab@LAB', 'create', 90) })
  assert.match(auditPaths(facts, ['create']), /'ugi=etl\/nn1\.lab@LAB'/)
  assert.match(runningApplications(facts, ['create']), /grep -wF 'etl'$/)
})

test('keys of the call queue have the port of the dump', () => {
  const flood = madeFacts({
    levels: { RpcProcessingTimeNumOps: 4000, GetFileInfoNumOps: 3800, CallQueueLength: 80 },
    who: culprit('spark', 'getfileinfo', 3700, 20),
  })
  const [cause] = diagnose({ ...flood, clientPort: '9000' })
  assert.deepEqual(
    cause?.remedies.map(({ key }) => key),
    [null, 'ipc.9000.callqueue.impl', 'ipc.9000.backoff.enable'],
  )
})
