// Mounts its children only while they are in view (or near): charts out of view cost nothing.
import { useIntersection } from '@mantine/hooks'
import type { ReactNode } from 'react'

interface WhenInViewProps {
  /** Kept free while nothing is mounted, px. */
  readonly height: number
  readonly children: ReactNode
}

export function WhenInView({ height, children }: WhenInViewProps) {
  const { ref, entry } = useIntersection({ rootMargin: '200px' })
  return (
    <div ref={ref} style={{ minHeight: height }}>
      {entry?.isIntersecting === true && children}
    </div>
  )
}
