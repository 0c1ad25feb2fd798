import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** No server listens here, so whatever follows one of these settings fails. */
const nowhere = 'http://127.0.0.1:1'

/**
 * The environment of a machine on which everything that Lectern could take from it is unusual: time zone, language,
 * folder for temporary files, programs on the PATH, and settings of proxies, npm, Postgres, AWS, Temporal, and Python.
 * Creates its files in a new folder, which it returns as `folder`.
 */
export function makeOddMachine(): { folder: string; env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), 'lectern odd ä-'))
  const programs = join(folder, 'programs')
  const temporaryFiles = join(folder, 'temporary files')
  for (const path of [programs, temporaryFiles]) mkdirSync(path)
  for (const name of ['ffmpeg', 'ffprobe', 'weed', 'temporal', 'postgres', 'psql', 'pg_ctl', 'initdb'])
    writeFileSync(join(programs, name), `#!/bin/sh\necho "${name} version 99.0"\nexit 1\n`, { mode: 0o755 })
  const proxies = Object.fromEntries(
    ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'GRPC_PROXY'].flatMap(name => [
      [name, nowhere],
      [name.toLowerCase(), nowhere],
    ]),
  )
  const env = {
    ...process.env,
    ...proxies,
    NO_PROXY: undefined,
    no_proxy: undefined,
    NODE_USE_ENV_PROXY: '1',
    NODE_OPTIONS: '--dns-result-order=ipv6first --throw-deprecation',
    NODE_ENV: 'development',
    PATH: `${programs}:${process.env.PATH}`,
    TMPDIR: temporaryFiles,
    TZ: 'Asia/Kathmandu',
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    npm_config_registry: nowhere,
    npm_config_prefix: folder,
    PGHOST: nowhere,
    PGPORT: '1',
    PGUSER: 'nobody',
    PGDATABASE: 'nothing',
    PGSSLMODE: 'verify-full',
    PGOPTIONS: '-c search_path=nowhere',
    AWS_PROFILE: 'nobody',
    AWS_ENDPOINT_URL: nowhere,
    AWS_ENDPOINT_URL_S3: nowhere,
    AWS_SESSION_TOKEN: 'of-somebody-else',
    AWS_CA_BUNDLE: join(folder, 'missing.pem'),
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    TEMPORAL_NAMESPACE: 'nobody',
    TEMPORAL_TLS: 'true',
    PYTHONPATH: folder,
    PIP_INDEX_URL: nowhere,
    FFPROBE: join(programs, 'ffprobe'),
  }
  return { folder, env }
}
