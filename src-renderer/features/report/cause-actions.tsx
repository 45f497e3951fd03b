// What to do about a finding: commands to run next, remedies with their keys, where the signature is from.
import type { Cause, Remedy } from '../../../src-shared/contract/analysis.ts'
import { fileOfKey } from '../../../src-shared/summary/remedies.ts'
import { Command } from './command.tsx'
import classes from './diagnosis.module.css'

function RemedyItem({ remedy }: { readonly remedy: Remedy }) {
  const { text, key, current, advised } = remedy
  if (key === null) return <li>{text}</li>
  const now = current === null ? `Current value unknown: hand over ${fileOfKey(key)}.` : `Now ${current}.`
  // A description of a value is no value to type.
  const isValue = advised !== null && !/\s/.test(advised)
  return (
    <li>
      {text}
      <Command text={isValue ? `${key}=${advised}` : key} what={`the key ${key}`} />
      <span className="quiet">{advised === null || isValue ? now : `Advised: ${advised}. ${now}`}</span>
    </li>
  )
}

export function CauseActions({ cause: { checks, remedies, reference } }: { readonly cause: Cause }) {
  return (
    <div>
      {checks.length > 0 && (
        <>
          <h4>Check next</h4>
          <ol className={classes['actions']}>
            {checks.map((check, index) => (
              <li key={check}>
                <Command text={check} what={`command ${String(index + 1)}`} />
              </li>
            ))}
          </ol>
        </>
      )}
      {remedies.length > 0 && (
        <>
          <h4>Remedy</h4>
          <ul className={classes['actions']}>
            {remedies.map((remedy) => (
              <RemedyItem key={`${remedy.text} ${remedy.key ?? ''}`} remedy={remedy} />
            ))}
          </ul>
        </>
      )}
      {reference !== '' && <p className="quiet">{`Signature: ${reference}`}</p>}
    </div>
  )
}
