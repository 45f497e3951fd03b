// Kerberos for real: MIT's KDC on loopback, curl does the exchange, the NameNode's stand-in checks the ticket with its key.
import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { newSession, problemAt } from '../../src-main/core/collector/fixtures/session.ts'
import { fingerprintOf, ownAuthority } from '../namenode/certificates.ts'
import { KerberosRealm, missingForRealm } from '../namenode/kerberos-realm.ts'
import { startNameNode } from '../namenode/replaying-namenode.ts'
import { recordedDocuments } from '../recordings.ts'
import { scratchFolder } from '../scratch-folder.ts'

const documents = await recordedDocuments('light-3.3-cms', 3)
const spnego = { authentication: { kind: 'spnego' }, requests: 'sparing' } as const
const skip = missingForRealm() ?? false

describe('SPNEGO', { skip }, () => {
  const folder = scratchFolder()
  const users: string[] = []
  let realm: KerberosRealm
  const logIn = {
    kind: 'spnego',
    userOf: async (token: string) => {
      const user = await realm.userOf(token)
      if (user !== undefined) users.push(user)
      return user
    },
  } as const
  const names = ['KRB5_CONFIG', 'KRB5CCNAME']
  const saved = names.map((name) => [name, process.env[name]] as const)

  before(async () => {
    realm = await KerberosRealm.start(folder.path)
    for (const name of names) process.env[name] = realm.environment[name] ?? ''
  })
  after(async () => {
    await realm.stop()
    for (const [name, value] of saved) {
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
    }
    folder.remove()
  })

  test('one exchange, then the cookie; a new exchange when the cookie is old', async (context) => {
    realm.login()
    users.length = 0
    const namenode = await startNameNode(context, { documents, logIn })
    const session = newSession(context, `http://localhost:${namenode.port}`, spnego)
    await session.poll(10_000)
    await session.poll(10_000)
    assert.deepEqual(users, ['hdfs@NNAD.TEST'])
    assert.match(namenode.cookie ?? '', /^hadoop\.auth="u=hdfs@NNAD\.TEST&/)
    namenode.logIn?.expire()
    const { body } = await session.poll(10_000)
    assert.deepEqual(users, ['hdfs@NNAD.TEST', 'hdfs@NNAD.TEST'])
    assert.ok(body.length > 10_000)
    const bogus = { authorization: `Negotiate ${Buffer.from('no ticket').toString('base64')}` }
    assert.equal((await fetch(`${namenode.url}/jmx`, { headers: bogus })).status, 401)
  })

  test('by HTTPS with an own authority, with a pinned certificate, with none that is checked', async (context) => {
    realm.login()
    const own = { ca: null, fingerprint: null, insecure: false }
    for (const tls of [
      { ...own, ca: ownAuthority },
      { ...own, fingerprint: fingerprintOf('good') },
      { ...own, insecure: true },
    ]) {
      users.length = 0
      const namenode = await startNameNode(context, { documents, logIn, tls: 'good' })
      await newSession(context, `https://localhost:${namenode.port}`, { ...spnego, tls }).poll(10_000)
      assert.deepEqual(users, ['hdfs@NNAD.TEST'])
    }
  })

  test('no ticket, an old one, a service that the KDC does not know, no KDC: each in words of its own', async (context) => {
    const namenode = await startNameNode(context, { documents, logIn })
    const address = `http://localhost:${namenode.port}`
    const at = async (url = address): Promise<readonly [string, string]> => {
      const { kind, message } = await problemAt(context, url, spnego, 10_000)
      return [kind, message]
    }
    const is = ([kind, message]: readonly [string, string], wanted: string, says: RegExp): void => {
      assert.match(message, says)
      assert.equal(kind, wanted)
    }
    realm.login()
    is(await at(namenode.url), 'unauthorized', /knows no service of that name/)
    realm.login()
    await realm.stopKdc()
    is(await at(), 'unreachable', /the Kerberos server cannot be reached/)
    await realm.startKdc()
    realm.login(1)
    await wait(2500)
    is(await at(), 'unauthorized', /the ticket has expired/)
    realm.logout()
    is(await at(), 'unauthorized', /this session has no ticket/)
    assert.equal(namenode.served.length, 0)
  })
})
