// One mail by SMTP.
import { z } from 'zod'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import { errorText } from '../../../src-shared/errors.ts'
import { type IncidentMessage, oneLine } from './incident-message.ts'
import { mailBody } from './mail-body.ts'
import { SendProblem } from './send-problem.ts'

export interface Mail {
  readonly message: IncidentMessage
  /** Differs between the messages of one incident, stays the same when one is sent again. */
  readonly deliveryId: number
  readonly settings: Settings
  /** Of `notify.smtp_user`; undefined where there is no log-in. */
  readonly password: string | undefined
}

/** Each wait within a sending, ms; the caller limits the whole. */
const longestWait = 15_000

const security = {
  // Refused rather than in the clear.
  starttls: { secure: false, requireTLS: true },
  tls: { secure: true },
  none: { secure: false, ignoreTLS: true },
} as const

/** What nodemailer adds to an error. */
const Failure = z.object({
  code: z.string().optional().catch(undefined),
  permanent: z.boolean().catch(false),
  rejectedErrors: z.array(z.object({ permanent: z.boolean().catch(false) })).catch([]),
})

const advice: Readonly<Record<string, string>> = {
  EAUTH: 'check notify.smtp_user and the secret smtp-password.',
  ENOAUTH: 'set notify.smtp_user and the secret smtp-password.',
  ETLS: 'check notify.smtp_security and notify.smtp_port, and that this computer trusts the server’s certificate.',
  EENVELOPE: 'check notify.mail_from and notify.mail_to.',
}
const otherAdvice = 'check notify.smtp_host, notify.smtp_port and notify.smtp_security.'

function problemOf(error: unknown, server: string): SendProblem {
  const { code = '', permanent, rejectedErrors } = Failure.parse(error)
  // One recipient of several may be taken later.
  const isFinal = permanent && rejectedErrors.every((rejected) => rejected.permanent)
  const text = `${server} did not take the mail (${oneLine(errorText(error))}): ${advice[code] ?? otherAdvice}`
  return new SendProblem(text, { isFinal }, { cause: error })
}

/** Sends a mail; returns whom the server refused while it took the mail for others, else null. Throws SendProblem. */
export async function sendMail({ message, deliveryId, settings, password }: Mail): Promise<string | null> {
  const user = settings['notify.smtp_user']
  const host = settings['notify.smtp_host']
  const port = settings['notify.smtp_port']
  // Loaded by whoever sends mail: no start waits for it.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host,
    port,
    ...security[settings['notify.smtp_security']],
    ...(user === '' ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: longestWait,
    greetingTimeout: longestWait,
    dnsTimeout: longestWait,
    socketTimeout: longestWait,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const thread = `<${message.dedupKey}@nnad.invalid>`
  try {
    const { rejected } = await transport.sendMail({
      from: oneLine(settings['notify.mail_from']),
      to: oneLine(settings['notify.mail_to']),
      ...mailBody(message),
      messageId: `<${message.dedupKey}.${String(deliveryId)}@nnad.invalid>`,
      references: thread,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return rejected.length === 0 ? null : `${host} refused ${rejected.join(', ')}; the others were sent it.`
  } catch (error) {
    throw problemOf(error, `${host}:${String(port)}`)
  } finally {
    transport.close()
  }
}
