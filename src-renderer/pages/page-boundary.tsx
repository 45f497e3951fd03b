// What is seen where a page itself fails: why, and the way on. The shell around it stays.
import { Button, Group, Stack } from '@mantine/core'
import { Component, type ReactNode } from 'react'

interface PageBoundaryProps {
  /** Where the page is: at another address what failed is forgotten. */
  readonly address: string
  readonly children: ReactNode
}

interface Failure {
  readonly address?: string
  readonly error?: unknown
}

/** Shows its children, or in their place that they failed. */
export class PageBoundary extends Component<PageBoundaryProps, Failure> {
  override state: Failure = {}

  static getDerivedStateFromError(error: unknown): Failure {
    return { error }
  }

  static getDerivedStateFromProps({ address }: PageBoundaryProps, before: Failure): Failure | null {
    return address === before.address ? null : { address, error: undefined }
  }

  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <Stack gap="sm" maw={640}>
        <h1>This page failed</h1>
        <p className="card" role="alert">
          {error instanceof Error ? error.message : 'It did not say why.'}
        </p>
        <p>Nothing that is stored is lost. If it fails again, this is a bug: please report it.</p>
        <Group>
          <Button variant="default" size="xs" onClick={() => location.reload()}>
            Load it again
          </Button>
        </Group>
      </Stack>
    )
  }
}
