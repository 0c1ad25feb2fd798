import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runCommand } from '../../machine/command.ts'
import { freePort } from '../../machine/ports.ts'
import { Problem } from '../../machine/problem.ts'
import type { Processes } from '../../machine/processes.ts'
import { withClient } from '../../services/postgres.ts'
import { outputOf } from '../rig/child.ts'
import { installFromNpm } from '../rig/npm-program.ts'

/** 12.4.1 names a version of its app that the registry does not have. */
export const directusVersion = '12.4.0'
const token = 'bench-directus-token'

/** Installs Directus, unless it is there, and returns the path of its program. */
export const installDirectus = () => installFromNpm('directus', directusVersion, 'cli.js', ['pg@8.23.1'])

/**
 * Returns the Node that can load what npm compiled. Where npm cannot get the headers of ours, it compiles for the machine's own.
 * Throws a Problem if there is none.
 */
async function findNode(program: string): Promise<string> {
  const compiled = JSON.stringify(join(dirname(program), '../isolated-vm'))
  for (const node of [process.execPath, '/usr/bin/node']) {
    const { ok } = await runCommand([node, '-e', `require(${compiled})`])
    if (ok) return node
  }
  throw new Problem(
    `No Node on this machine can run the Directus in ${dirname(program)}: it was compiled for another one.`,
  )
}

/** A running Directus: its address, and the header Authorization of its administrator. */
export type Directus = { url: string; authorization: string }

/**
 * Starts Directus on a database of Lectern, so that it serves the same rows. It cannot read tables with a key of several
 * columns, so that it gets a copy of the drafts.
 */
export async function startDirectus(
  program: string,
  ownerUrl: string,
  data: string,
  processes: Processes,
): Promise<Directus> {
  const port = await freePort()
  const env = {
    PATH: process.env.PATH,
    HOME: data,
    DB_CLIENT: 'pg',
    DB_CONNECTION_STRING: ownerUrl,
    HOST: '127.0.0.1',
    PORT: `${port}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SECRET: 'bench-directus-secret',
    ADMIN_EMAIL: 'bench@example.com',
    ADMIN_PASSWORD: 'bench-directus-password',
    STORAGE_LOCAL_ROOT: join(data, 'uploads'),
    EXTENSIONS_PATH: join(data, 'extensions'),
    SERVE_APP: 'false',
    TELEMETRY: 'false',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  }
  mkdirSync(data, { recursive: true })
  const node = await findNode(program)
  await outputOf(node, [program, 'bootstrap'], env)
  await withClient(ownerUrl, async client => void (await client.query(collectionsSql)))
  const url = `http://127.0.0.1:${port}`
  const ready = async (signal: AbortSignal) => {
    while (!signal.aborted && !(await fetch(`${url}/server/ping`).catch(() => null))?.ok) await sleep(200)
  }
  await processes.start({
    name: 'directus',
    command: node,
    args: [program, 'start'],
    cwd: data,
    env,
    ready,
    readyTimeoutMs: 300_000,
  })
  return { url, authorization: `Bearer ${token}` }
}

const collectionsSql = `
  CREATE TABLE bench_draft AS SELECT package_id AS id, package_id, revision, file_count, bytes, synchronized_at FROM draft;
  ALTER TABLE bench_draft ADD PRIMARY KEY (id), ADD FOREIGN KEY (package_id) REFERENCES package (id);
  CREATE INDEX ON bench_draft (package_id);
  INSERT INTO directus_collections (collection)
    VALUES ('package'), ('deployment'), ('environment'), ('release'), ('bench_draft') ON CONFLICT DO NOTHING;
  INSERT INTO directus_fields (collection, field, special) VALUES ('package', 'drafts', 'o2m'), ('package', 'deployments', 'o2m');
  INSERT INTO directus_relations (many_collection, many_field, one_collection, one_field) VALUES
    ('bench_draft', 'package_id', 'package', 'drafts'), ('deployment', 'package_id', 'package', 'deployments'),
    ('deployment', 'environment_id', 'environment', NULL), ('deployment', 'release_id', 'release', NULL);
  UPDATE directus_users SET token = '${token}';
  ANALYZE`
