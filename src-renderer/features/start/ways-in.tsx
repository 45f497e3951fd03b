// The ways in: a dump of one's own, a NameNode to watch, or the sample.
import { Button } from '@mantine/core'
import { useImporting } from './importing.ts'
import { CommandKeys } from '../commands/command-keys.tsx'
import { runCommand } from '../commands/command-list.ts'
import { navigate } from '../../state/address.ts'
import classes from './start.module.css'

export function WaysIn() {
  const isSending = useImporting(({ sending }) => sending !== undefined)
  return (
    <div className={classes['ways']}>
      <section
        className={`card ${classes['way'] ?? ''} ${classes['drop'] ?? ''}`}
        aria-labelledby="open-dump"
      >
        <h2 id="open-dump" className={classes['title']}>
          Open a dump
        </h2>
        <p className={classes['text']}>
          Drop files or folders anywhere on this window: what a NameNode serves at /jmx, recorded as JSON or
          JSON lines, plain or in gz, zst, zip or tar. Several NameNodes at once are told apart. Drop its
          configuration, thread dumps and audit, NameNode or GC logs with it: they say more of who and why. A
          report that somebody sent you (.nnreport) opens the same way.
        </p>
        <div className={classes['buttons']}>
          <Button disabled={isSending} onClick={() => runCommand('open-dump')}>
            Choose files…
          </Button>
          <CommandKeys id="open-dump" />
          <Button variant="default" disabled={isSending} onClick={() => runCommand('open-folder')}>
            Choose a folder…
          </Button>
          {isSending && <span className="quiet">Wait for the upload under way.</span>}
        </div>
      </section>
      <section className={`card ${classes['way'] ?? ''}`} aria-labelledby="connect-namenode">
        <h2 id="connect-namenode" className={classes['title']}>
          Connect a NameNode
        </h2>
        <p className={classes['text']}>
          Give the address of its web page, such as http://nn1:9870: nnad reads it every 10 s, learns what is
          normal, and tells you when something is wrong.
        </p>
        <div className={classes['buttons']}>
          <Button variant="default" onClick={() => navigate('/namenodes/add')}>
            Connect a NameNode
          </Button>
        </div>
      </section>
      <section className={`card ${classes['way'] ?? ''}`} aria-labelledby="open-sample">
        <h2 id="open-sample" className={classes['title']}>
          Open the sample
        </h2>
        <p className={classes['text']}>
          26 minutes of a real NameNode, one document a second, with two incidents to be found and a busy but
          healthy stretch to be left alone.
        </p>
        <div className={classes['buttons']}>
          <Button variant="default" onClick={() => runCommand('open-sample')}>
            Open sample
          </Button>
          <CommandKeys id="open-sample" />
        </div>
      </section>
    </div>
  )
}
