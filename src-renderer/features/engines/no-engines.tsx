// No engine yet: what one is for, what is needed.
import { Button, Code } from '@mantine/core'
import { Link } from 'wouter'
import classes from '../namenodes/namenodes.module.css'

export function NoEngines() {
  return (
    <section className={`card ${classes['none'] ?? ''}`} aria-labelledby="no-engines">
      <h2 id="no-engines">No engine is known yet</h2>
      <p>
        Where a Prometheus, Thanos, Mimir or VictoriaMetrics keeps the metrics of your NameNodes already, give
        its address, for example <Code>http://prometheus:9090</Code>. nnad finds the NameNodes in it, fetches
        any range that you ask for, and investigates it like a recording of its own.
      </p>
      <p>
        It knows the names that jmx_exporter and Hadoop&apos;s own <Code>/prom</Code> give to metrics; for
        others you give the queries. It only reads.
      </p>
      <div className={classes['actions']}>
        <Button component={Link} href="/engines/add" size="xs">
          Add an engine
        </Button>
      </div>
    </section>
  )
}
