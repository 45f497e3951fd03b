// Who rose in an incident, and what the other detectors say of it.
import type { Incident } from '../../../../src-shared/contract/analysis.ts'
import { figure, percent } from '../../../../src-shared/figures.ts'
import { agreementText, detectorNames } from '../../../../src-shared/summary/grades.ts'
import { type Markup, html } from './html.ts'
import { partBar } from './part-bar.ts'

/** Rows at most. */
const most = 8

/** The users as a table, by added cost; nothing where nobody rose. */
export function userTable({ users }: Incident): Markup | null {
  if (users.length === 0) return null
  return html`<h4>Who rose</h4>
    <table>
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col">Operation</th>
          <th scope="col" class="n">Calls a second</th>
          <th scope="col" class="n">Usually</th>
          <th scope="col" class="n">Part of added calls</th>
          <th scope="col" class="part">Part of added cost</th>
        </tr>
      </thead>
      <tbody>
        ${users.slice(0, most).map(
          ({ user, operation, perSecond, usualPerSecond, callShare, share }) =>
            html`<tr>
              <th scope="row">${user}</th>
              <td>${operation}</td>
              <td class="n">${figure(perSecond)}</td>
              <td class="n">${figure(usualPerSecond)}</td>
              <td class="n">${callShare === null ? '–' : percent(callShare)}</td>
              <td class="part">${partBar(share)} ${percent(share)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="hint">
      Cost: calls times their mean time, weighted by the lock they hold (none 1, shared 10, exclusive 100).
    </p>`
}

/** One sentence on the other detectors; nothing where there are none. */
export function opinionLine({ opinions }: Incident): Markup | null {
  if (opinions.length === 0) return null
  const each = opinions.map(
    ({ detector, agrees, ratio }) =>
      `${detectorNames[detector]} ${agrees ? 'yes' : 'no'} (${figure(ratio)} times its threshold)`,
  )
  return html`<p class="hint">Second opinions: ${agreementText(opinions)}: ${each.join(', ')}.</p>`
}
