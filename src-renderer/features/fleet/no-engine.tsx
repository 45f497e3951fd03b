// A fleet run without an engine: what one is, and what is wanting.
import { Button } from '@mantine/core'
import { Link } from 'wouter'
import classes from '../namenodes/namenodes.module.css'

export function NoEngine() {
  return (
    <section className={`card ${classes['none'] ?? ''}`} aria-labelledby="no-engine">
      <h2 id="no-engine">A fleet run needs an engine</h2>
      <p>
        It judges every NameNode of a Prometheus, Thanos, Mimir or VictoriaMetrics over one window, each by a
        baseline of its own, and ranks them: which of two hundred had something wrong last night, and what.
      </p>
      <div className={classes['actions']}>
        <Button component={Link} href="/engines/add" size="xs">
          Add an engine
        </Button>
      </div>
    </section>
  )
}
