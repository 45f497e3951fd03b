// How a dump is recorded where nnad cannot be installed.
import { Button } from '@mantine/core'
import { CopyButton } from '../../components/copy-button.tsx'
import script from '../../../assets/record-jmx.sh?raw'
import { saveText } from './save-text.ts'
import classes from './start.module.css'

const fileName = 'record-jmx.sh'
const example = `sh ${fileName} http://nn1:9870 10 3600 nn1.jsonl.gz`
const oneLine =
  'for i in $(seq 360); do curl -sS http://nn1:9870/jmx | tr -d "\\r\\n"; echo; sleep 10; done | gzip >nn1.jsonl.gz'

/** A command line to copy. */
function CommandLine({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <div className={classes['line']}>
      <pre className={classes['script']} tabIndex={0} aria-label={what}>
        {text}
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  )
}

export function MakeDump({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <details className={`card ${classes['how'] ?? ''}`} open={isOpen}>
      <summary>How to make a dump</summary>
      <div>
        <p className={classes['text']}>
          Every 10 seconds for an hour, from any machine that reaches the NameNode’s web port (9870 on Hadoop
          3, 50070 on 2). It needs curl and gzip, and changes nothing on the cluster. Record while it is slow,
          and once while it is healthy.
        </p>
        <CommandLine text={example} what="the command" />
        <div className={classes['buttons']}>
          <span>
            The script, <code>{fileName}</code>:
          </span>
          <CopyButton text={script} what="the script" />
          <Button size="compact-xs" variant="default" onClick={() => saveText(fileName, script)}>
            Save script
          </Button>
        </div>
        <pre className={classes['script']} tabIndex={0} aria-label={`Text of ${fileName}`}>
          {script}
        </pre>
        <p className={classes['text']}>Without the script, in one line (no retries, no log-in):</p>
        <CommandLine text={oneLine} what="the one-line command" />
      </div>
    </details>
  )
}
