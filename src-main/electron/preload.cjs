// @ts-check
// The window's only bridge: passes a port from the page to the core, paths of dropped files and the menu's commands to the page.
'use strict'
const { ipcRenderer, webUtils } = require('electron')

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== location.origin) return
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

ipcRenderer.on('nnad:command', (_event, id) => {
  window.postMessage({ type: 'nnad:command', id }, location.origin)
})
