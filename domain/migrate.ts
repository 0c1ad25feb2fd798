/**
 * `npm run migrate` applies `migrations/` to the database of DATABASE_OWNER_URL. `npm run migrate -- new <name>` writes
 * the next migration from the changes in `schema.prisma` since the last commit. `prisma migrate deploy` applies the
 * same migrations and uses the same tables.
 */
import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCommandLine } from './command-line.ts'
import { applyMigrations, migrationSql, migrationsFolder } from './migration-engine.ts'

const usage =
  'npm run migrate [-- new <name>]: applies the migrations to the database of DATABASE_OWNER_URL, or writes the next one from schema.prisma.'
const {
  words: [command, name],
} = readCommandLine({ usage, options: {}, maxWords: 2 })
if (command !== undefined && (command !== 'new' || !name)) {
  console.error(`Unknown argument "${command}".\n${usage}`)
  process.exit(2)
}
const url = process.env.DATABASE_OWNER_URL
if (!url) {
  console.error(
    'DATABASE_OWNER_URL is missing. Set it to the address of the database, with the role that owns its tables.',
  )
  process.exit(1)
}
if (command === 'new') await writeMigration(url, name!)
else for (const applied of await applyMigrations(url)) console.log(`Applied ${applied}.`)

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
