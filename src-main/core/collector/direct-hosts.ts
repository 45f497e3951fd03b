/** Hosts that are asked without a proxy, as NO_PROXY names them: a proxy cannot reach this machine's own addresses. */
export const directHosts = (): string =>
  [process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '', 'localhost', '127.0.0.1', '::1'].join()

/** Whether a host is surely among them: by its own name, or by that of its domain. */
export const isDirect = (hostname: string): boolean =>
  directHosts()
    .split(/[,\s]+/)
    .some((one) => one === hostname || (/^\*?\./.test(one) && hostname.endsWith(one.replace('*', ''))))

/** Whether HTTPS goes by a SOCKS proxy, as far as it goes by one. */
export const isBySocks = (): boolean =>
  ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) =>
    /^socks/i.test(process.env[name] ?? ''),
  )
