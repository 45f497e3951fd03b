// A message as mail: subject, plain text, and the same as simple HTML.
import { html } from '../report/page/html.ts'
import { type IncidentMessage, factLines, oneLine } from './incident-message.ts'

export interface MailBody {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Subject and text of a mail; the subject is one line whatever its parts hold. */
export function mailBody(message: IncidentMessage): MailBody {
  const { subject, facts, incident } = message
  const end =
    incident === null ? 'Sent by nnad.' : `Sent by nnad, where this is incident ${String(incident.id)}.`
  const rows = facts.map(
    ({ name, text }) =>
      html`<tr>
        <th align="left" valign="top">${name}</th>
        <td>${text}</td>
      </tr>`,
  )
  const page = html`<!doctype html>
    <html lang="en">
      <body>
        <p><b>${subject}</b></p>
        <table cellpadding="4">
          ${rows}
        </table>
        <p>${end}</p>
      </body>
    </html>`
  return {
    subject: oneLine(`[nnad] ${subject}`),
    text: `${subject}\n\n${factLines(message)}\n\n${end}\n`,
    html: page.markup,
  }
}
