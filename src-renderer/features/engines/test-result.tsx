// What a test of an engine said: what it is and what it has, or what is wrong and how to mend it.
import type { EngineTest } from '../../../src-shared/contract/engines.ts'
import { Tag } from '../../components/tag.tsx'
import classes from '../namenodes/watch-form.module.css'
import { testText } from './engine-text.ts'

export function TestResult({ outcome }: { readonly outcome: EngineTest }) {
  const { problem, nameNodes } = outcome
  return (
    <div className={classes['result']}>
      <p className="figures">
        <Tag tone={problem !== null ? 'bad' : nameNodes === 0 ? 'fair' : 'good'}>
          {problem === null ? 'answers' : 'failed'}
        </Tag>{' '}
        {problem === null && testText(outcome)}
      </p>
      {problem !== null && (
        <p className={classes['told']}>
          <b>{problem.message}</b> {problem.fix}
        </p>
      )}
      {problem === null && nameNodes === 0 && (
        <p className="quiet">
          It has no NameNode&apos;s metrics under a name that nnad knows. Where they have other names, save it
          and give the queries under Mapping.
        </p>
      )}
    </div>
  )
}
