// What a test of the addresses said: who answers, or what is wrong and how to mend it.
import type { AddressTest, PollProblem } from '../../../src-shared/contract/watches.ts'
import { Tag } from '../../components/tag.tsx'
import classes from './watch-form.module.css'
import { answerText, askedText } from './watch-text.ts'

export interface TestOutcome {
  readonly addresses: readonly AddressTest[]
  readonly problem: PollProblem | null
}

function Told({ problem }: { readonly problem: PollProblem }) {
  return (
    <p className={classes['told']}>
      <b>{problem.message}</b> {problem.fix}
    </p>
  )
}

function factsOf(test: AddressTest): string {
  const asked = askedText(test)
  return [
    ...(test.node === null ? [] : [test.node]),
    ...(test.version === null ? [] : [`Hadoop ${test.version}`]),
    ...(test.haState === null ? [] : [test.haState]),
    answerText(test),
    ...(asked === undefined ? [] : [`asked by ${asked.text}`]),
  ].join(', ')
}

export function TestResult({ outcome }: { readonly outcome: TestOutcome }) {
  const failed = outcome.addresses.filter(({ problem }) => problem !== null).length
  return (
    <div className={classes['result']}>
      <ul className="figures" aria-label="Test of each address">
        {outcome.addresses.map((test) => (
          <li key={test.url}>
            <Tag tone={test.problem === null ? 'good' : 'bad'}>
              {test.problem === null ? 'answers' : 'failed'}
            </Tag>{' '}
            <b>{test.url}</b> {test.problem === null && factsOf(test)}
            {test.problem !== null && <Told problem={test.problem} />}
          </li>
        ))}
      </ul>
      {outcome.problem !== null && <Told problem={outcome.problem} />}
      {(failed > 0 || outcome.problem !== null) && (
        <p className="quiet">
          It can be saved as it is: nnad tries again by itself, and NameNodes shows when it answers.
        </p>
      )}
    </div>
  )
}
