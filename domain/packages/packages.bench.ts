/**
 * `DATABASE_URL=… node domain/packages/packages.bench.ts <packages>` builds packages with a draft each, of which two
 * environments show a release each, and an API token. Prints the token's secret as JSON.
 */
import { createToken } from '../access/api-tokens.ts'
import { systemActor } from '../audit/actor.ts'
import { change } from '../audit/change.ts'
import { openDatabase } from '../database.ts'
import { buildDeployment, buildDraft, buildEnvironment, buildPackage, buildRelease } from '../test/factories.ts'

const database = openDatabase(process.env.DATABASE_URL!, 4)
const environments = [
  await buildEnvironment(database, { slug: 'first', name: 'First' }),
  await buildEnvironment(database, { slug: 'second', name: 'Second' }),
]
for (let number = 1; number <= Number(process.argv[2]); number++) {
  const title = `How the hedgehog wins, part ${number}`
  const { id: packageId } = await buildPackage(database, { slug: `part-${number}`, title })
  await buildDraft(database, { packageId, fileCount: number, bytes: BigInt(number) * 1_000_000n })
  for (const { id: environmentId } of environments) {
    const release = await buildRelease(database, { packageId })
    await buildDeployment(database, { releaseId: release.id, environmentId })
  }
}
const input = { name: 'Bench', role: 'AUDITOR' } as const
const { secret } = await change(database, systemActor, tx => createToken(tx, systemActor, input))
await database.$disconnect()
console.log(JSON.stringify({ token: secret }))
