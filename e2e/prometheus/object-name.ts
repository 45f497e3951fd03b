// A JMX object name taken apart.

export interface ObjectName {
  readonly domain: string
  /** In the order in which the bean was registered, as jmx_exporter goes by: of java.lang's beans the type is first. */
  readonly properties: readonly (readonly [key: string, value: string])[]
}

/** Takes `Hadoop:service=NameNode,name=JvmMetrics` apart; quoted values do not occur in the beans that are read. */
export function objectName(text: string): ObjectName {
  const [domain = '', list = ''] = text.split(/:(.*)/s)
  const properties = list.split(',').map((pair) => {
    const [key = '', value = ''] = pair.split(/=(.*)/s)
    return [key, value] as const
  })
  const type = properties.filter(([key]) => key === 'type')
  return {
    domain,
    properties: domain.startsWith('java.')
      ? [...type, ...properties.filter(([key]) => key !== 'type')]
      : properties,
  }
}
