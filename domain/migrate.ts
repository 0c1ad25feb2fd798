/**
 * `npm run migrate` brings the database of DATABASE_OWNER_URL up to `migrations/`; `npm run migrate -- new <name>` writes the next
 * migration from what changed in `schema.prisma` since the last commit. `prisma migrate deploy` does the same on the same tables.
 */
import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyMigrations, migrationSql, migrationsFolder } from './migration-engine.ts'

const url = process.env.DATABASE_OWNER_URL
if (!url) {
  console.error('DATABASE_OWNER_URL is missing: the address of the database with the role that owns its tables.')
  process.exit(1)
}
const [command, name] = process.argv.slice(2)
if (command === 'new' && name) await writeMigration(url, name)
else for (const applied of await applyMigrations(url)) console.log(`Applied ${applied}.`)

async function writeMigration(connectionString: string, title: string): Promise<void> {
  const currentSchema = await readFile(join(import.meta.dirname, 'schema.prisma'), 'utf8')
  const sql = await migrationSql(connectionString, committedSchema(), currentSchema)
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrationsFolder, `${timestamp}_${title.replace(/\W+/g, '_')}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), sql)
  console.log(`Wrote ${folder}/migration.sql. Read it, then run npm run migrate.`)
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
