// All rules. A new one is an entry in a file of rules/ and its id in src-shared/causes.ts.
import type { Rule } from './rule.ts'
import { datanodeRules } from './rules/datanodes.ts'
import { blockReportRules } from './rules/datanodes-reports.ts'
import { deleteRules } from './rules/deletes.ts'
import { editRules } from './rules/edits.ts'
import { groupRules } from './rules/groups.ts'
import { hostRules } from './rules/host.ts'
import { pauseRules } from './rules/jvm-pauses.ts'
import { threadRules } from './rules/jvm-threads.ts'
import { lockRules } from './rules/locks.ts'
import { namespaceRules } from './rules/namespace.ts'
import { pollingRules } from './rules/polling.ts'
import { floodRules } from './rules/queue-flood.ts'
import { handlerRules } from './rules/queue-handlers.ts'
import { limitRules } from './rules/queue-limits.ts'
import { quantileRules } from './rules/queue-quantiles.ts'
import { servicePortRules } from './rules/queue-service-port.ts'
import { throttlingRules } from './rules/queue-throttling.ts'
import { safeModeRules } from './rules/safe-mode.ts'
import { accessTimeRules } from './rules/scans-access-time.ts'
import { listingRules } from './rules/scans-listing.ts'
import { summaryRules } from './rules/scans-summary.ts'
import { snapshotRules } from './rules/snapshots.ts'

/** Every rule, each id once; among equals of a role and confidence the earlier one comes first. */
export const catalogue: readonly Rule[] = [
  ...summaryRules,
  ...listingRules,
  ...deleteRules,
  ...snapshotRules,
  ...namespaceRules,
  ...pollingRules,
  ...accessTimeRules,
  ...editRules,
  ...groupRules,
  ...pauseRules,
  ...hostRules,
  ...threadRules,
  ...datanodeRules,
  ...blockReportRules,
  ...safeModeRules,
  ...lockRules,
  ...floodRules,
  ...handlerRules,
  ...quantileRules,
  ...servicePortRules,
  ...throttlingRules,
  ...limitRules,
]
