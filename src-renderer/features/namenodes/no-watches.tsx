// Nothing is watched yet: what is needed, and the other way in.
import { Anchor, Button, Code } from '@mantine/core'
import { Link } from 'wouter'
import classes from './namenodes.module.css'

export function NoWatches() {
  return (
    <section className={`card ${classes['none'] ?? ''}`} aria-labelledby="no-watches">
      <h2 id="no-watches">No NameNode is watched yet</h2>
      <p>
        Give the address of its web page, for example <Code>http://nn1.example.com:9870</Code> (Hadoop 3;
        50070 on Hadoop 2). Of an HA pair give both. nnad reads <Code>/jmx</Code> there every 10 s: it asks
        one thing at a time, needs no right to change anything, and installs nothing on the NameNode.
      </p>
      <p>
        After an hour of rows it trains a model by itself, scores what comes, and tells you when something is
        wrong.
      </p>
      <div className={classes['actions']}>
        <Button component={Link} href="/namenodes/add" size="xs">
          Add a NameNode
        </Button>
        <Anchor component={Link} href="/" inherit>
          Open a dump instead
        </Anchor>
      </div>
    </section>
  )
}
