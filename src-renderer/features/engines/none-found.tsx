// An engine that has no NameNode under a name that nnad knows: why that may be, and what to do.
import { Anchor, Code } from '@mantine/core'
import { Link } from 'wouter'

export function NoneFound({ engineId }: { readonly engineId: number }) {
  return (
    <>
      <p>
        It answers, but has no series of a NameNode under a name that nnad knows, such as{' '}
        <Code>Hadoop_NameNode_MissingBlocks</Code>. Either it scrapes no NameNode, a tenant header is missing,
        or the metrics have names of their own.
      </p>
      <p>
        <Anchor component={Link} href={`/engines/${String(engineId)}/edit`} inherit underline="always">
          Check address and headers
        </Anchor>
        , or{' '}
        <Anchor component={Link} href={`/engines/${String(engineId)}/mapping`} inherit underline="always">
          give the queries under Mapping
        </Anchor>
        .
      </p>
    </>
  )
}
