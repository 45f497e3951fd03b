// Why a file of settings is not taken: everything that is wrong with it at once.
import { Problem } from '../../components/problem.tsx'
import { failureOf } from '../../data/failure.ts'
import { problemsOf } from '../../data/settings-file.ts'
import classes from './settings.module.css'

export function ImportRefusal({ error }: { readonly error: Error }) {
  const problems = problemsOf(error)
  const title = 'Nothing can be imported from this file'
  if (problems.length === 0) return <Problem title={title}>{failureOf(error).message}</Problem>
  return (
    <div className="card problem" role="alert">
      <strong>{title}</strong>
      <ul className={classes['held']}>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      <p>Correct the file, or export the settings again where it came from.</p>
    </div>
  )
}
