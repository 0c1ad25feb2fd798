import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { withUtcSessions } from './utc-sessions.ts'

/** The folder of migrations, in Prisma's layout. */
export const migrationsFolder = join(import.meta.dirname, 'migrations')
/** The Postgres code for a missing table. It means that no migration was ever applied. */
const undefinedTable = '42P01'
const datamodelPath = join(import.meta.dirname, 'schema.prisma')

// Node provides it, but the types of Node 24 do not declare it.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> }
}

type Engine = {
  applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>
  diff(input: object): Promise<{ stdout: string | null }>
}

/**
 * Sends each script to Postgres as a whole. The original adapter splits scripts at every semicolon, which breaks
 * function bodies. A script without parameters uses the simple query protocol, where Postgres itself splits it; the
 * engine's own binary does the same.
 */
class WholeScriptAdapterFactory extends PrismaPg {
  readonly #opened: { dispose(): Promise<void> }[] = []

  override async connect() {
    const adapter = await super.connect()
    this.#opened.push(adapter)
    adapter.executeScript = async script => {
      await adapter.underlyingDriver().query(script)
    }
    return adapter
  }

  /** Closes the connections that the engine leaves open. */
  async close(): Promise<void> {
    for (const adapter of this.#opened) await adapter.dispose()
  }
}

/**
 * Runs `work` with Prisma's migration engine as WebAssembly. The command-line tool would first download a binary from
 * Prisma's site; this npm package contains the same engine. Its `exports` hide the file, so we instantiate it by hand.
 */
async function withEngine<T>(connectionString: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const glue = await import(join(folder, 'schema_engine_bg.js'))
  const module = new WebAssembly.Module(await readFile(join(folder, 'schema_engine_bg.wasm')))
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': withUnrefTimers(glue) })
  glue.__wbg_set_wasm(exports)
  ;(exports.__wbindgen_start as () => void)()
  const files = [{ path: datamodelPath, content: await readFile(datamodelPath, 'utf8') }]
  const adapterFactory = new WholeScriptAdapterFactory({ connectionString: withUtcSessions(connectionString) })
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory)
  try {
    return await work(
      await glue.SchemaEngine.new({ datamodels: files.map(file => [file.path, file.content]) }, () => {}, adapter),
    )
  } finally {
    await adapterFactory.close()
  }
}

/** Unrefs the engine's timers. It leaves one of 10 seconds behind, which would keep the process alive. */
function withUnrefTimers(glue: Record<string, unknown>): Record<string, unknown> {
  const [name] = Object.keys(glue).filter(key => key.startsWith('__wbg_setTimeout_'))
  const start = glue[name!] as (...args: unknown[]) => NodeJS.Timeout
  return { ...glue, [name!]: (...args: unknown[]) => start(...args).unref() }
}

/** Applies the pending migrations and records them in `_prisma_migrations`. Returns their names. */
export async function applyMigrations(connectionString: string): Promise<string[]> {
  if (await isUpToDate(connectionString)) return []
  const input = { migrationsList: await listMigrations(), filters: { externalTables: [], externalEnums: [] } }
  const { appliedMigrationNames } = await withEngine(connectionString, engine => engine.applyMigrations(input))
  return appliedMigrationNames
}

/** Checks for pending migrations without the engine, which takes seconds to start. Nearly every start finds none. */
async function isUpToDate(connectionString: string): Promise<boolean> {
  const client = new pg.Client(connectionString)
  await client.connect()
  try {
    const { rows } = await client.query('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL')
    const applied = new Set(rows.map(row => row.migration_name))
    return (await migrationNames()).every(name => applied.has(name))
  } catch (error) {
    if ((error as { code?: string }).code === undefinedTable) return false
    throw error
  } finally {
    await client.end()
  }
}

/**
 * Returns the SQL that migrates one content of `schema.prisma` to another. `from` null means an empty database. The
 * engine uses the connection only to detect the SQL dialect.
 */
export async function migrationSql(connectionString: string, from: string | null, to: string): Promise<string> {
  const target = (content: string | null) =>
    content === null
      ? { tag: 'empty' }
      : { tag: 'schemaDatamodel', files: [{ path: datamodelPath, content }], configDir: import.meta.dirname }
  const filters = { externalTables: [], externalEnums: [] }
  const input = { from: target(from), to: target(to), script: true, shadowDatabaseUrl: null, exitCode: null, filters }
  const { stdout } = await withEngine(connectionString, engine => engine.diff(input))
  return stdout ?? ''
}

async function migrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true })
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}

async function listMigrations() {
  const directories = (await migrationNames()).map(async name => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: { tag: 'ok', value: await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8') },
    },
  }))
  return {
    baseDir: migrationsFolder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(migrationsFolder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(directories),
  }
}
