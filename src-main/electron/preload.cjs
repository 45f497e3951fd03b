// @ts-check
// The window's only bridge: passes a port from the page to the core; paths of dropped files, the menu's commands and files to open
// to the page.
'use strict'
const { ipcRenderer, webUtils } = require('electron')

/** What came before the page listened; undefined once it does. */
let waiting = []

function tell(message) {
  if (waiting === undefined) window.postMessage(message, location.origin)
  else waiting.push(message)
}

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== location.origin) return
  if (event.data === 'nnad:listening') {
    const messages = waiting ?? []
    waiting = undefined
    for (const message of messages) tell(message)
    return
  }
  const [port] = event.ports
  if (port === undefined) return
  if (event.data === 'nnad:connect') {
    ipcRenderer.postMessage('nnad:connect', null, [port])
  } else if (event.data?.type === 'nnad:paths' && Array.isArray(event.data.files)) {
    // '' for a file that has no path: the page uploads its content instead.
    port.postMessage(
      event.data.files.map((file) => (file instanceof File ? webUtils.getPathForFile(file) : '')),
    )
  }
})

ipcRenderer.on('nnad:command', (_event, id) => tell({ type: 'nnad:command', id }))
ipcRenderer.on('nnad:open', (_event, paths) => tell({ type: 'nnad:open', paths }))
