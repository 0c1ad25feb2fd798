import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  buildCaller,
  buildDeployment,
  buildDraft,
  buildEnvironment,
  buildOpenRun,
  buildPackage,
  buildRelease,
  buildTranscode,
} from '../../domain/test/factories.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

const packageCount = 50
let api: TestApi
let environmentId: string

beforeAll(async () => {
  api = await openTestApi()
  const environments = await Promise.all(['one', 'two'].map(slug => buildEnvironment(api.database, { slug })))
  environmentId = environments[0]!.id
  for (let number = 0; number < packageCount; number++) {
    const { id: packageId } = await buildPackage(api.database, { slug: `package-${number}`, title: `${number}` })
    await buildDraft(api.database, { packageId })
    if (number % 2) await buildOpenRun(api.database, { packageId })
    await buildTranscode(api.database, { packageId })
    for (const environment of environments.slice(0, number % 3)) {
      const release = await buildRelease(api.database, { packageId })
      await buildDeployment(api.database, { releaseId: release.id, environmentId: environment.id })
    }
  }
})
afterAll(() => api.close())

const query = `query($first: Int!) { packages(first: $first) { totalCount pageInfo { hasNextPage endCursor } nodes {
  id slug title status dropboxPath
  draft { id revision fileCount bytes synchronizedAt settled }
  currentSyncRun { id status percent }
  deployments { id url deployedAt deployedBy { name } environment { id slug name } release { id number createdBy { name } } }
} } }`

test.each([
  ['an owner', () => buildCaller()],
  ['a caller of one environment', () => buildCaller({ environmentId })],
])(
  'lists packages with drafts and deployments by the same SQL statements for any number of rows: %s',
  async (_, of) => {
    const statementsFor = async (first: number) => {
      api.queries()
      const { data, errors } = await api.request<{ packages: { nodes: { deployments: unknown[] }[] } }>(
        query,
        { first },
        { caller: of() },
      )
      expect(errors).toEqual([])
      expect(data.packages.nodes).toHaveLength(first)
      return { statements: api.queries(), deployments: data.packages.nodes.flatMap(node => node.deployments).length }
    }
    const few = await statementsFor(3)
    const many = await statementsFor(packageCount)
    expect(few.deployments).toBeGreaterThan(0)
    expect(many.deployments).toBeGreaterThan(few.deployments * 5)
    expect(many.statements).toHaveLength(few.statements.length)
    // Packages, their count, drafts, sync runs, deployments, environments, releases, and packages for the addresses.
    expect(many.statements.length).toBeLessThanOrEqual(8)
  },
)
