/**
 * Settings of other programs' clients that the sandbox's own clients would read too: Postgres, AWS, Temporal, and
 * SeaweedFS. `NODE_ENV` would change what is built.
 */
const foreignSettings = /^(PG[A-Z]+|AWS_\w+|TEMPORAL_\w+|WEED_\w+|NODE_ENV)$/

/**
 * Returns the environment for the sandbox's processes: this machine's without settings that would change what they do.
 * Proxies stay, because pip and npm need them, but not for this machine's own addresses.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function ownEnvironment(env) {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !foreignSettings.test(name)))
  const noProxy = [own.NO_PROXY ?? own.no_proxy, 'localhost', '127.0.0.1', '::1'].filter(Boolean).join(',')
  return { ...own, NO_PROXY: noProxy, no_proxy: noProxy }
}
