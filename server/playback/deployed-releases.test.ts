import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDraft, buildPackage } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  // Temporal is unreachable because mutations must not depend on it.
  server = await openTestServer({ TEMPORAL_ADDRESS: '127.0.0.1:1' })
})
afterAll(() => server.close())

/** Builds a package with the releases 1 and 2, and an environment that shows nothing. */
async function buildPackageWithReleases() {
  const pkg = await buildPackage(server.database)
  await buildDraft(server.database, { packageId: pkg.id })
  await server.release(pkg.id, { 'index.html': 'one' })
  await server.release(pkg.id, { 'index.html': 'two' })
  const environment = await server.environment()
  const headers = { authorization: `Bearer ${await server.token('PUBLISHER')}` }
  const root = `${server.content}/${environment.slug}/${pkg.slug}/`
  const fetchPage = (number: number) => fetch(`${root}${number}/index.html`)
  const deploy = async (release: number) => {
    const text = `mutation ($package: String!, $release: Int!, $environment: String!) {
      deployRelease(package: $package, release: $release, environment: $environment) { url } }`
    const variables = { package: pkg.slug, release, environment: environment.slug }
    return (await server.ask(text, variables, headers)).data.deployRelease.url
  }
  const unpublish = () =>
    server.ask(
      'mutation ($slug: String!, $environment: String!) { unpublishPackage(slug: $slug, environment: $environment) { slug } }',
      { slug: pkg.slug, environment: environment.slug },
      headers,
    )
  return { root, fetchPage, deploy, unpublish }
}

// The content host caches the current deployment for a second, so the tests wait for changes.
const pollOptions = { timeout: 30_000 }

test('an environment shows the deployed release, and lessons that are already open keep working after a rollback', async () => {
  const { root, fetchPage, deploy } = await buildPackageWithReleases()
  expect(await deploy(2)).toBe(root)
  expect(await (await fetch(root)).text()).toBe('two')
  await deploy(1)
  await expect.poll(async () => (await fetch(root)).text(), pollOptions).toBe('one')
  expect(await (await fetchPage(2)).text()).toBe('two')
})

test('unpublishing removes every release', async () => {
  const { root, fetchPage, deploy, unpublish } = await buildPackageWithReleases()
  for (const release of [1, 2]) await deploy(release)
  for (const number of [1, 2]) expect((await fetchPage(number)).status).toBe(200)
  await unpublish()
  for (const number of [1, 2]) await expect.poll(async () => (await fetchPage(number)).status, pollOptions).toBe(404)
  expect((await fetch(root)).status).toBe(404)
})

test('unpublishing keeps other releases hidden when one is deployed again', async () => {
  const { fetchPage, deploy, unpublish } = await buildPackageWithReleases()
  for (const release of [1, 2]) await deploy(release)
  await unpublish()
  await deploy(1)
  await expect.poll(async () => (await fetchPage(1)).status, pollOptions).toBe(200)
  await expect.poll(async () => (await fetchPage(2)).status, pollOptions).toBe(404)
})
