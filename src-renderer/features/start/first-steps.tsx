// The way from a dump to an answer, for those who have not gone it yet.
import classes from './start.module.css'

export function FirstSteps() {
  return (
    <section className="card" aria-labelledby="first-steps">
      <h2 id="first-steps" className={classes['title']}>
        From a dump to an answer
      </h2>
      <ol className={classes['steps']}>
        <li>Open a dump that covers both healthy and slow hours, or the sample.</li>
        <li>
          On Investigate, mark when the NameNode was healthy and train a model on it; then mark when it was
          slow and analyze.
        </li>
        <li>
          Read the report: since when it was slow, which metrics rose from what to what, and when each peaked.
        </li>
      </ol>
      <p className={classes['after']}>Or connect a NameNode: the same by itself, day and night.</p>
    </section>
  )
}
