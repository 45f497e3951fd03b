// When the scrapes of a NameNode were, by the times of a series that each of them has.
import type { TimeRange } from '../../../src-shared/time.ts'
import type { RangeQuery } from './prometheus-client.ts'
import type { SeriesAnswer } from './series.ts'

interface ScrapesAsked {
  /** Plain selector of a series that every scrape has. */
  readonly sentinel: string
  readonly range: TimeRange
  /** ms between evaluations: half the scrape interval sees each scrape, a longer one as many as are wanted. */
  readonly step: number
}

/** The query for times of scrapes. */
export function scrapesQuery({ sentinel, range, step }: ScrapesAsked): RangeQuery {
  // The last scrape is seen by an evaluation at or after it.
  const steps = Math.ceil((range.to - range.from) / step) + 1
  return { query: `timestamp(${sentinel})`, from: range.from, to: range.from + steps * step, step }
}

/**
 * Times of the scrapes of a range in an answer to that query, epoch ms, rising. An evaluation that shows the scrape before it once
 * more (the engine looks back some minutes) tells no new one.
 */
export function scrapesIn({ series }: SeriesAnswer, { from, to }: TimeRange): number[] {
  const times = new Set<number>()
  for (const { values } of series) {
    for (const value of values) {
      const time = Math.round(value * 1000)
      if (time >= from && time <= to) times.add(time)
    }
  }
  return [...times].sort((left, right) => left - right)
}
