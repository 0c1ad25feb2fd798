/**
 * `npm run migrate` applies `migrations/` to the database of DATABASE_OWNER_URL, makes the partitions of the audit log,
 * and stores its retention (LECTERN_AUDIT_MONTHS). `npm run migrate -- new <name>` writes
 * the next migration from the changes in `schema.prisma` since the last commit. `prisma migrate deploy` applies the
 * same migrations and uses the same tables.
 */
import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { readCommandLine } from './command-line.ts'
import { connectionProblem } from './connection-problem.ts'
import { applyMigrations, migrationSql, migrationsFolder } from './migration-engine.ts'

const connectTimeoutMs = 10_000
/** Audit events are kept for at least a year and the current month. */
const minAuditMonths = 13
const usage =
  'npm run migrate [-- new <name>]: applies the migrations to the database of DATABASE_OWNER_URL, or writes the next one from schema.prisma.'
const {
  words: [command, name],
} = readCommandLine({ usage, options: {}, maxWords: 2 })
if (command !== undefined && command !== 'new') fail(`Unknown argument "${command}".\n${usage}`, 2)
if (command === 'new' && !name) fail('Add a name: npm run migrate -- new <name>.', 2)
const url = process.env.DATABASE_OWNER_URL
if (!url)
  fail('DATABASE_OWNER_URL is missing. Set it to the address of the database, with the role that owns its tables.')
const problem = await connectionProblem('DATABASE_OWNER_URL', url)
if (problem !== null) fail(problem)
if (command === 'new') await writeMigration(url, name!)
else {
  const auditMonths = readAuditMonths()
  for (const applied of await applyMigrations(url)) console.log(`Applied ${applied}.`)
  await storeRetention(url, auditMonths)
}

/** Returns for how many months audit events are kept. Null: forever. Ends the command for an invalid number. */
function readAuditMonths(): number | null {
  const text = process.env.LECTERN_AUDIT_MONTHS
  if (!text) return null
  if (!/^\d{1,4}$/.test(text) || Number(text) < minAuditMonths)
    fail(`LECTERN_AUDIT_MONTHS must be a whole number of at least ${minAuditMonths}, or empty to keep all events.`)
  return Number(text)
}

/** Without a number, events are kept forever: who forgets the variable keeps more than wanted, never less. */
async function storeRetention(connectionString: string, auditMonths: number | null): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: connectTimeoutMs })
  await client.connect()
  try {
    const { rows } = await client.query<{ months: number | null }>('SELECT audit_months AS months FROM retention')
    const months = rows[0]!.months
    if (months !== auditMonths) {
      await client.query('UPDATE retention SET audit_months = $1', [auditMonths])
      console.log(`Retention of the audit log: ${retentionText(months)} → ${retentionText(auditMonths)}.`)
    }
    await client.query('SELECT make_partitions()')
  } finally {
    await client.end()
  }
}

function retentionText(months: number | null): string {
  return months === null ? 'forever' : `${months} months`
}

function fail(message: string, status = 1): never {
  console.error(message)
  process.exit(status)
}

async function writeMigration(connectionString: string, title: string): Promise<void> {
  const currentSchema = await readFile(join(import.meta.dirname, 'schema.prisma'), 'utf8')
  const sql = await migrationSql(connectionString, committedSchema(), currentSchema)
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrationsFolder, `${timestamp}_${title.replace(/\W+/g, '_')}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), sql)
  console.log(`Wrote ${folder}/migration.sql. Review it, then run npm run migrate.`)
}

function committedSchema(): string | null {
  try {
    return execFileSync('git', ['show', 'HEAD:./schema.prisma'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch {
    return null
  }
}
