// Keeps the address and the state of Investigate the same: read when the page opens or its address changes, written after.
import { useEffect } from 'react'
import { useSearch } from 'wouter'
import { useInvestigation } from '../../state/investigation.ts'
import { chosenIn, investigationQuery } from './address.ts'
import { type Subject, useWindows } from './subject.ts'

/** Browsers refuse addresses that change at every turn of the wheel, ms. */
const settleMs = 300

/** What this page wrote last: reading that back would choose what is only suggested. */
let written = ''

/** Takes over what the address says when somebody followed or typed it. */
export function useAddressRead(): void {
  const query = useSearch()
  useEffect(() => {
    if (query === '' || query === written) return
    written = query
    useInvestigation.getState().open(chosenIn(query))
  }, [query])
}

/** Writes what is looked at into the address, in place of what stood there. */
export function useAddressWrite(subject: Subject): void {
  const { baseline, suspect } = useWindows(subject)
  const leftOut = useInvestigation((state) => state.leftOut)
  const view = useInvestigation((state) => state.view)
  const thresholdOverride = useInvestigation((state) => state.thresholdOverride)
  const { source, node } = subject.of
  const query = investigationQuery({ source, node, baseline, leftOut, suspect, view, thresholdOverride })
  useEffect(() => {
    const timer = setTimeout(() => {
      written = query
      history.replaceState(null, '', `#/investigate?${query}`)
    }, settleMs)
    return () => clearTimeout(timer)
  }, [query])
}
