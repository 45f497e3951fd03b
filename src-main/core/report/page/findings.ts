// What diagnosis has found in an incident: causes, symptoms, impacts with their evidence, commands and remedies.
import type { Cause, Evidence, Remedy } from '../../../../src-shared/contract/analysis.ts'
import { confidenceText } from '../../../../src-shared/summary/grades.ts'
import { valuesText } from '../../../../src-shared/summary/remedies.ts'
import type { PageClock } from './clock.ts'
import { type Markup, html } from './html.ts'
import { momentCell } from './times-note.ts'

const roleNames: Readonly<Record<Cause['role'], string>> = {
  cause: 'Cause',
  symptom: 'Symptom',
  impact: 'Impact',
}

function evidenceItem({ text, at }: Evidence, kind: 'for' | 'against', clock: PageClock): Markup {
  const word = kind === 'for' ? 'for' : 'against'
  const mark = kind === 'for' ? '✓' : '✗'
  const since = at === null ? null : html`, since ${momentCell(at, clock)}`
  return html`<li class="${kind}"><span aria-label="${word}">${mark}</span> ${text}${since}</li>`
}

function unmeasuredItem({ text, setting }: Cause['unmeasured'][number]): Markup {
  const shown = setting === null ? null : html`; shown by <code>${setting}</code>`
  return html`<li class="unmeasured">
    <span aria-label="not measured">○</span> not measured: ${text}${shown}
  </li>`
}

function remedyItem(remedy: Remedy): Markup {
  const { text, key } = remedy
  return html`<li>${text}${key === null ? null : html`<br /><code>${key}</code>: ${valuesText(remedy)}`}</li>`
}

function finding(cause: Cause, clock: PageClock): Markup {
  const { role, title, confidence, since, story, evidence, against, unmeasured } = cause
  const { checks, remedies, reference } = cause
  return html`<section class="finding ${role}">
    <h4>
      ${roleNames[role]}: ${title}
      <span class="aside">${confidenceText(confidence)}; since ${momentCell(since, clock)}</span>
    </h4>
    <p>${story}</p>
    <ul class="evidence">
      ${evidence.map((one) => evidenceItem(one, 'for', clock))}${against.map((one) => evidenceItem(one, 'against', clock))}${unmeasured.map(unmeasuredItem)}
    </ul>
    ${
      checks.length === 0
        ? null
        : html`<p class="do">Check next:</p>
            ${checks.map((check) => html`<pre><code>${check}</code></pre>`)}`
    }${
      remedies.length === 0
        ? null
        : html`<p class="do">Remedy:</p>
            <ul>
              ${remedies.map(remedyItem)}
            </ul>`
    }
    ${reference === '' ? null : html`<p class="hint">Signature: ${reference}</p>`}
  </section>`
}

/** The findings, the likeliest cause first; nothing where there is none. */
export function findings(causes: readonly Cause[], clock: PageClock): Markup | null {
  return causes.length === 0 ? null : html`${causes.map((cause) => finding(cause, clock))}`
}
