// A sentence whose times, figures and names lead to what they rest on.
import { Anchor, Code } from '@mantine/core'
import type { MouseEvent } from 'react'
import type { SummaryLink, SummaryPart } from '../../../src-shared/summary/parts.ts'
import type { Follow } from './follow.ts'
import classes from './diagnosis.module.css'

interface LinkedTextProps {
  readonly parts: readonly SummaryPart[]
  readonly canFollow: (link: SummaryLink) => boolean
  readonly onFollow: Follow
}

function purposeOf(link: SummaryLink): string {
  if ('at' in link) return 'Show this time in the charts'
  if ('metric' in link) return `Show ${link.metric} beside its normal`
  return 'cause' in link ? 'Show its evidence' : 'Show this incident'
}

export function LinkedText({ parts, canFollow, onFollow }: LinkedTextProps) {
  return parts.map(({ text, link, isCode }, index) => {
    const key = `${String(index)} ${text}`
    if (isCode === true) return <Code key={key}>{text}</Code>
    if (link === undefined || !canFollow(link)) return <span key={key}>{text}</span>
    const follow = (event: MouseEvent): void => {
      event.preventDefault()
      onFollow(link)
    }
    // A link, not a button: buttons do not break over lines.
    return (
      <Anchor
        key={key}
        href={window.location.hash}
        inherit
        className={classes['cause' in link ? 'title' : 'link'] ?? ''}
        title={purposeOf(link)}
        onClick={follow}
      >
        {text}
      </Anchor>
    )
  })
}
