// Mail against a real SMTP server on loopback: TLS, log-in, refusals, no header that nobody asked for.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { type TestContext, before, test } from 'node:test'
import tls from 'node:tls'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { certificate, ownAuthority } from '../../../e2e/namenode/certificates.ts'
import { keepIncident, madeIncident } from './fixtures/made-incident.ts'
import { type Notifying, notifying, until } from './fixtures/notifying.ts'

interface Mail {
  readonly secure: boolean
  /** Whoever logged in. */
  readonly user: unknown
  readonly to: readonly string[]
  readonly raw: string
}

interface MailServer {
  readonly port: number
  readonly mails: Mail[]
}

async function mailServer(context: TestContext, options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: Mail[] = []
  const server = new SMTPServer({
    ...certificate('good'),
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'PASSWORD'
        ? done(null, { user: username })
        : done(new Error(`no entry for ${password ?? ''}`)),
    onRcptTo: ({ address }, _session, done) => {
      const code = address.startsWith('later') ? 451 : 550
      const isKnown = address.startsWith('ann')
      done(isKnown ? null : Object.assign(new Error(`${address}: not here`), { responseCode: code }))
    },
    onData: (stream, { secure, envelope, ...session }, done) => {
      void text(stream).then((raw) => {
        const user: unknown = session.user
        mails.push({ secure, user, to: envelope.rcptTo.map(({ address }) => address), raw })
        done()
      })
    },
    ...options,
  })
  // A client that does not trust the certificate ends the connection.
  server.on('error', () => undefined)
  const sockets: Socket[] = []
  server.server.on('connection', (socket: Socket) => sockets.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  context.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.server.address()
  return { port: typeof address === 'object' && address !== null ? address.port : 0, mails }
}

function byMail(context: TestContext, port: number, values: Partial<Settings> = {}): Notifying {
  const now = notifying(context, {
    'notify.mail_to': 'ann@example.org',
    'notify.mail_from': 'nnad <nnad@example.org>',
    'notify.smtp_host': 'localhost',
    'notify.smtp_port': port,
    'notify.smtp_security': 'none',
    ...values,
  })
  now.secrets.set('smtp-password', 'PASSWORD')
  return now
}

/** A header with its continuations in one line. */
const header = ({ raw }: Mail, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(raw.replace(/\r\n[ \t]+/g, ' '))?.[1]?.trim()

before(() => tls.setDefaultCACertificates([...tls.getCACertificates(), ownAuthority]))

test('an incident arrives by mail, in plain text and in HTML, its later messages in one thread', async (context) => {
  const { port, mails } = await mailServer(context)
  const now = byMail(context, port)
  keepIncident(now.store, madeIncident())
  now.service().tell('opened', madeIncident())
  await until('the mail', () => now.service().list(1)[0]?.state === 'sent')
  now.service().tell('closed', madeIncident({ state: 'closed', closedAt: 5 }))
  await now.time.advance(5_000)
  await until('the second mail', () => mails.length === 2)
  const [first, second] = mails
  assert.ok(first !== undefined && second !== undefined)
  assert.equal(
    header(first, 'Subject'),
    '[nnad] severity 62: Recursive content summaries by analyst (prod, nn1:8020)',
  )
  assert.match(first.raw, /Content-Type: multipart\/alternative/)
  assert.match(first.raw, /^NameNode: nn1:8020 \(active\) of prod/m)
  assert.match(first.raw, /<th align=/)
  assert.doesNotMatch(first.raw, /only for us/)
  assert.equal(header(first, 'References'), header(second, 'References'))
  assert.notEqual(header(first, 'Message-ID'), header(second, 'Message-ID'))
  assert.deepEqual([first.secure, first.user, first.to], [false, undefined, ['ann@example.org']])
})

test('STARTTLS and a log-in; a server without STARTTLS gets neither mail nor password', async (context) => {
  const { port, mails } = await mailServer(context)
  const values = { 'notify.smtp_security': 'starttls', 'notify.smtp_user': 'nnad' } as const
  const now = byMail(context, port, values)
  assert.equal((await now.service().test('mail')).state, 'sent')
  assert.deepEqual([mails[0]?.secure, mails[0]?.user], [true, 'nnad'])

  let passwords = 0
  const plain = await mailServer(context, {
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_login, _session, done) => {
      passwords += 1
      done(null, { user: 'x' })
    },
  })
  now.settings.update({ 'notify.smtp_port': plain.port })
  await assert.rejects(now.service().test('mail'), {
    code: 'UNREADABLE',
    message: /localhost:\d+ did not take the mail \(.*STARTTLS.*\): check notify\.smtp_security/,
  })
  assert.deepEqual([plain.mails.length, passwords], [0, 0])
})

test('TLS from the start', async (context) => {
  const { port, mails } = await mailServer(context, { secure: true })
  const now = byMail(context, port, { 'notify.smtp_security': 'tls' })
  assert.equal((await now.service().test('mail')).state, 'sent')
  assert.equal(mails[0]?.secure, true)
})

test('a wrong password is final and stays out of the error, though the server repeats it', async (context) => {
  const { port } = await mailServer(context)
  const now = byMail(context, port, { 'notify.smtp_security': 'starttls', 'notify.smtp_user': 'nnad' })
  now.secrets.set('smtp-password', 'WRONGWORD')
  keepIncident(now.store, madeIncident())
  now.service().tell('opened', madeIncident())
  await until('the refusal', () => now.service().list(1)[0]?.state === 'failed')
  const { error } = now.service().list(1)[0] ?? {}
  assert.match(error ?? '', /no entry for ….*check notify\.smtp_user and the secret smtp-password/)
  assert.doesNotMatch(JSON.stringify(now.store.db.all('SELECT * FROM deliveries')), /WRONGWORD/)
})

test('refused recipients: all for good, some, and all for now', async (context) => {
  const { port, mails } = await mailServer(context)
  const now = byMail(context, port, { 'notify.mail_to': 'bob@example.org' })
  keepIncident(now.store, madeIncident())
  now.service().tell('opened', madeIncident())
  await until('the refusal', () => now.service().list(1)[0]?.state === 'failed')
  assert.match(
    now.service().list(1)[0]?.error ?? '',
    /550 bob@example\.org: not here.*check notify\.mail_from/,
  )

  now.settings.update({ 'notify.mail_to': 'bob@example.org, Ann <ann@example.org>' })
  const some = await now.service().test('mail')
  assert.deepEqual(
    [some.state, some.error],
    ['sent', 'localhost refused bob@example.org; the others were sent it.'],
  )
  assert.deepEqual(mails[0]?.to, ['ann@example.org'])

  now.settings.update({ 'notify.mail_to': 'later@example.org' })
  keepIncident(now.store, madeIncident({ id: 2 }))
  now.service().tell('opened', madeIncident({ id: 2 }))
  await until('the first attempt', () => now.service().list(1)[0]?.error !== null)
  assert.equal(now.service().list(1)[0]?.state, 'waiting')
})

test('what a NameNode is called adds no headers and no recipients', async (context) => {
  const { port, mails } = await mailServer(context)
  const now = byMail(context, port)
  const incident = madeIncident({
    title: 'x\r\nBcc: ann3@example.org\r\n\r\nhello',
    node: 'nn\nTo: ann4@x.org',
  })
  keepIncident(now.store, incident)
  now.service().tell('opened', incident)
  await until('the mail', () => mails.length === 1)
  const [mail] = mails
  assert.ok(mail !== undefined)
  assert.equal(
    header(mail, 'Subject'),
    '[nnad] severity 62: x Bcc: ann3@example.org hello (prod, nn To: ann4@x.org)',
  )
  assert.deepEqual([header(mail, 'Bcc'), header(mail, 'To')], [undefined, 'ann@example.org'])
  assert.deepEqual(mail.to, ['ann@example.org'])
})

test('a server that never speaks is given up', async (context) => {
  const { port } = await mailServer(context, { onConnect: () => undefined })
  const now = byMail(context, port)
  const tried = now.service().test('mail')
  // So that its rejection, which comes while time is moved on, has a listener.
  tried.catch(() => undefined)
  await now.time.advance(45_000)
  await assert.rejects(tried, { code: 'UNREADABLE', message: /No answer came within 45 s\.$/ })
})

test('what mail lacks is named', async (context) => {
  const now = notifying(context, { 'notify.smtp_user': 'nnad' })
  await assert.rejects(now.service().test('mail'), {
    code: 'BAD_INPUT',
    message: /Missing: notify\.mail_to, notify\.mail_from, notify\.smtp_host, the secret smtp-password\.$/,
  })
})
