// Names of pages, for the window's title and for those who hear it.

const names: Readonly<Record<string, string>> = {
  '': 'Start',
  namenodes: 'NameNodes',
  engines: 'Engines',
  live: 'Live',
  incidents: 'Incidents',
  investigate: 'Investigate',
  fleet: 'Fleet',
  reports: 'Reports',
  compare: 'Compare reports',
  settings: 'Settings',
}

const engineParts: Readonly<Record<string, string>> = {
  edit: 'Edit an engine',
  mapping: 'Mapping of an engine',
}

/** What the page at a path is called: `Report 12`. */
export function pageName(path: string): string {
  const [, place = '', id, part] = path.split('/')
  if (id !== undefined && id !== '') {
    if (place === 'reports') return `Report ${id}`
    if (place === 'incidents') return `Incident ${id}`
    if (place === 'fleet') return `Fleet run ${id}`
    if (place === 'engines') return id === 'add' ? 'Add an engine' : (engineParts[part ?? ''] ?? 'Engine')
    if (place === 'namenodes') return id === 'add' ? 'Add a NameNode' : 'Edit a NameNode'
  }
  return names[place] ?? 'Start'
}
