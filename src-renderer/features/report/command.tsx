// Something to type, with a button that copies it.
import { Code } from '@mantine/core'
import { CopyButton } from '../../components/copy-button.tsx'
import classes from './diagnosis.module.css'

export function Command({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <span className={classes['command']}>
      <Code>{text}</Code>
      <CopyButton text={text} what={what} />
    </span>
  )
}
