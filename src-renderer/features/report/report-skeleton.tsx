// A report that is still loading.
import { Group, Skeleton, Stack } from '@mantine/core'

/** Blocks of the sizes that the report's parts will have. */
export function ReportSkeleton() {
  return (
    <Stack gap="sm" aria-busy="true" aria-label="Loading the report" role="status">
      <Skeleton height={96} />
      <Skeleton height={76} />
      <Group grow>
        <Skeleton height={330} />
        <Skeleton height={330} />
      </Group>
      <Skeleton height={260} />
    </Stack>
  )
}
