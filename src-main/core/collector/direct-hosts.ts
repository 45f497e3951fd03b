/** Hosts that are asked without a proxy, as NO_PROXY names them: a proxy cannot reach this machine's own addresses. */
export const directHosts = (): string =>
  [process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '', 'localhost', '127.0.0.1', '::1'].join()
