// JSON as Hadoop's servlet prints it: Jackson's DefaultPrettyPrinter (org.apache.hadoop.jmx.JMXJsonServlet).

function members(value: object, indent: string): string {
  const deeper = `${indent}  `
  const lines = Object.entries(value).map(
    ([name, member]) => `${deeper}${JSON.stringify(name)} : ${printedValue(member, deeper)}`,
  )
  return lines.length === 0 ? '{ }' : `{\n${lines.join(',\n')}\n${indent}}`
}

function printedValue(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[ ]'
    return `[ ${value.map((one) => printedValue(one, indent)).join(', ')} ]`
  }
  return typeof value === 'object' && value !== null ? members(value, indent) : JSON.stringify(value)
}

/** The document over many lines, as a NameNode serves it. */
export function hadoopJson(document: object): string {
  return printedValue(document, '')
}
