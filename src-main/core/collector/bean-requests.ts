// Which beans are asked for where the whole document is not: all that readings, context and witnesses are made of.

const namenode = 'Hadoop:service=NameNode,name='

/** All beans of the NameNode in one answer, of one moment. NameNodeInfo in it grows with the DataNodes. */
export const patternQuery = `${namenode}*`

/** Beans of the JVM that change, beside those of the NameNode. */
export const jvmQueries = [
  'java.lang:type=GarbageCollector,name=*',
  'java.lang:type=OperatingSystem',
] as const

/** Start and properties of the JVM: 13 to 20 kB that never change. */
export const runtimeQuery = 'java.lang:type=Runtime'

/** FairCallQueue and DecayRpcScheduler, there where they are configured. */
export const queueQueries = [
  'Hadoop:service=ipc.*,name=*',
  `${namenode}DecayRpcSchedulerMetrics2.ipc.*`,
] as const

/** The NameNode's beans without NameNodeInfo; the first is there from the start on. */
export const beanQueries = [
  `${namenode}JvmMetrics`,
  // Those of all ports: which one is the clients' shows in them.
  `${namenode}Rpc*`,
  // With FSNamesystemState, which has the operations by user.
  `${namenode}FSNamesystem*`,
  `${namenode}NameNodeActivity`,
  `${namenode}NameNodeStatus`,
  `${namenode}StartupProgress`,
  `${namenode}UgiMetrics`,
] as const

const ofInfo = (attribute: string): string => `${namenode}NameNodeInfo::${attribute}`

/** `get`: when this NameNode started. Another value is another NameNode. */
export const startedAttribute = ofInfo('NNStartedTimeInMillis')

/** `get`: attributes of NameNodeInfo that stay for the life of a NameNode. */
export const lastingAttributes = ['ClusterId', 'BlockPoolId', 'SoftwareVersion', 'Version'].map(ofInfo)

/** `get`: attributes of NameNodeInfo that change, its lists of DataNodes left out. */
export const changingAttributes = ['Safemode', 'Threads', 'NumberOfMissingBlocks'].map(ofInfo)
