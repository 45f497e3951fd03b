// Runs in the isolated world of each page, before the preload: its `electron`, over a binding to Node and a function from there.
// A port stays here, its messages are pumped through the binding.
globalThis.standIn = ((send) => {
  const ports = new Map()
  const listeners = new Map()
  let lastPort = 0

  /** Bytes become base64; all else is JSON. */
  const packed = (data) => {
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data
    return bytes instanceof Uint8Array ? { bytes: bytes.toBase64() } : { json: JSON.stringify(data) }
  }
  const unpacked = ({ bytes, json }) =>
    bytes === undefined ? JSON.parse(json) : Uint8Array.fromBase64(bytes)

  const adopt = (port) => {
    const id = ++lastPort
    ports.set(id, port)
    port.onmessage = ({ data }) => send(JSON.stringify({ port: id, data: packed(data) }))
    return id
  }

  const ipcRenderer = {
    postMessage: (channel, message, transfer = []) =>
      send(JSON.stringify({ channel, data: packed(message), ports: transfer.map(adopt) })),
    on: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
  }
  // Only Electron knows a file's path; '' is what it says of one that has none.
  const webUtils = { getPathForFile: () => '' }

  return {
    modules: { electron: { ipcRenderer, webUtils } },
    toPort: (id, data) => ports.get(id)?.postMessage(unpacked(data)),
    closePort: (id) => {
      ports.get(id)?.close()
      ports.delete(id)
    },
    toChannel: (channel, data) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...unpacked(data))
    },
  }
})(globalThis.standInBinding)
