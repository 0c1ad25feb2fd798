import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { sampleName } from '../sample/make.ts'
import * as operations from '../story/operations.ts'
import type { RunningLectern } from '../story/running-lectern.ts'
import { makeEnvironments } from './sample-environments.ts'

type Lectern = Pick<RunningLectern, 'sandbox' | 'dropboxFolder' | 'execute' | 'waitUntil'>

/** The parts of the addresses that the pictures need. */
export type Made = { person: string; token: string; webhook: string }

const lessonSlug = 'the-hare-and-the-hedgehog'

/** The names of the packages, which are also their folders. */
export const names = { lesson: sampleName, findings: 'Photosynthesis', question: 'Roman Roads', archived: 'Old Maps' }

/** Fills a new Lectern, so that every page has something to show in every state. Harry becomes an owner. */
export async function makeSampleData(lectern: Lectern, browser: Browser): Promise<Made & { stop: () => void }> {
  await makePackages(lectern)
  await makeEnvironments(lectern, lessonSlug)
  const person = await makePeople(lectern, browser)
  const token = await makeTokens(lectern)
  const { webhook, receiver } = await makeWebhooks(lectern)
  await lectern.execute('mutation { setBudget(monthly: { amount: 25, currency: "USD" }) { month } }')
  return { person, token, webhook, stop: () => receiver.close() }
}

async function makePackages(lectern: Lectern): Promise<void> {
  write(
    lectern,
    `${names.findings}/Leaves.html`,
    lesson('<img src="Pictures/leaf.png">\n<a href="Roots.html">Roots</a>'),
  )
  write(
    lectern,
    `${names.findings}/Water.html`,
    lesson('<img src="Pictures/leaf.png">\n<img src="http://example.org/water.png">\n<a href="C:\\map.png">Map</a>'),
  )
  write(lectern, `${names.findings}/pictures/leaf.png`, 'No real picture')
  write(lectern, `${names.findings}/film.mp4`, 'No real video')
  for (let number = 1; number <= 30; number++)
    write(lectern, `${names.question}/${number}.html`, lesson(`Road ${number}`))
  write(lectern, `${names.question}/index.html`, lesson('Roads'))
  write(lectern, `${names.archived}/index.html`, lesson('Maps'))
  write(lectern, 'Fractions/index.html', lesson('Fractions'))
  write(lectern, 'Fractions/Exercises/index.html', lesson('Exercises'))
  mkdirSync(join(lectern.dropboxFolder, 'Empty lesson'))
  for (const name of [names.findings, names.question, names.archived])
    await synchronize(lectern, await add(lectern, name))
  await lectern.execute('mutation { archivePackage(slug: "old-maps") { id } }')
  for (let number = 1; number <= 25; number++) rmSync(join(lectern.dropboxFolder, names.question, `${number}.html`))
  const roads = { slug: 'roman-roads' }
  await lectern.execute(operations.synchronize, roads)
  // The README's pictures may have added and published the lesson.
  const { packages } = await lectern.execute('{ packages(first: 20) { nodes { slug } } }')
  if (!packages.nodes.some(({ slug }: { slug: string }) => slug === lessonSlug))
    await synchronize(lectern, await add(lectern, names.lesson))
  await lectern.waitUntil(
    operations.packageState,
    { slug: lessonSlug },
    ({ package: { transcode } }) => transcode?.finishedAt,
  )
  await lectern.execute(operations.publish, { slug: lessonSlug })
  await lectern.waitUntil(
    operations.packageState,
    { slug: lessonSlug },
    ({ package: { deployments } }) => deployments.length > 0,
  )
  await changeLesson(lectern)
  await comparePages(lectern)
}

/** Compares the changed pages as they look, where a browser is set up. */
async function comparePages(lectern: Lectern): Promise<void> {
  if (!(await lectern.execute('{ comparesPages }')).comparesPages) return
  await lectern.execute(`mutation { comparePages(slug: "${lessonSlug}", from: 1) { id } }`)
  const query = `query ($slug: String!) { package(slug: $slug) { pageComparison(from: 1) { finishedAt } } }`
  await lectern.waitUntil(
    query,
    { slug: lessonSlug },
    ({ package: { pageComparison } }) => pageComparison.finishedAt !== null,
  )
}

/** Changes a page and a picture of the published lesson, so that its draft differs from what teachers see. */
async function changeLesson(lectern: Lectern): Promise<void> {
  const replace = (path: string, [from, to]: [RegExp, string]) => {
    const text = readFileSync(join(lectern.dropboxFolder, names.lesson, path), 'utf8')
    write(lectern, `${names.lesson}/${path}`, text.replace(from, to))
  }
  replace('index.html', [/<\/body>/, '<p>Who wins the race, and why?</p>\n</body>'])
  replace('index.html', [/<h1>The Hare and the Hedgehog/, '<h1 style="color: #b0402a">The Hare and the Two Hedgehogs'])
  replace('images/hare.svg', [/<\/svg>/, '<circle cx="30" cy="30" r="16" fill="#e8a33d"/></svg>'])
  await synchronize(lectern, lessonSlug)
}

async function add(lectern: Lectern, name: string): Promise<string> {
  const { createPackage } = await lectern.execute(operations.createPackage, { path: `/${name}` })
  return createPackage.slug
}

async function synchronize(lectern: Lectern, slug: string): Promise<void> {
  const { synchronizePackage } = await lectern.execute(operations.synchronize, { slug })
  const isOver = ({
    package: { syncRuns },
  }: {
    package: { syncRuns: { nodes: { id: string; finishedAt: string | null }[] } }
  }) => syncRuns.nodes.some(({ id, finishedAt }) => id === synchronizePackage.id && finishedAt !== null)
  await lectern.waitUntil(operations.packageState, { slug }, isOver)
}

/** Invites three people, of whom two come and one is deactivated. Returns the id of Harry. */
async function makePeople(lectern: Lectern, browser: Browser): Promise<string> {
  const invite = async (name: string, role: string, scope = '') => {
    const email = `${name.split(' ')[0]!.toLowerCase()}@example.org`
    const input = `{ email: "${email}", name: "${name}", role: ${role}${scope} }`
    return (await lectern.execute(`mutation { inviteUser(input: ${input}) { url } }`)).inviteUser.url
  }
  const urls = [await invite('Ada Igel', 'ADMIN'), await invite('Ben Hase', 'AUTHOR', ', package: "photosynthesis"')]
  await invite('Clara Dachs', 'PUBLISHER', ', environment: "staging"')
  for (const url of urls) {
    const page = await browser.newPage()
    await page.goto(url)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    // Somebody new is asked for a password first.
    await page.waitForURL('**/account')
    await page.close()
  }
  const { users } = await lectern.execute('{ users(first: 20) { nodes { id name } } }')
  const idOf = (name: string) => users.nodes.find((user: { name: string }) => user.name === name).id
  await lectern.execute('mutation($id: ID!) { deactivateUser(id: $id) { id } }', { id: idOf('Ben Hase') })
  await lectern.execute('mutation($id: ID!) { grantRole(input: { user: $id, role: OWNER }) { id } }', {
    id: idOf('Harry Hase'),
  })
  return idOf('Harry Hase')
}

async function makeTokens(lectern: Lectern): Promise<string> {
  const create = async (input: string) =>
    (await lectern.execute(`mutation { createApiToken(input: ${input}) { token { id } } }`)).createApiToken.token.id
  const expiresAt = new Date(Date.now() + 90 * 86_400_000).toISOString()
  const old = await create('{ name: "Old script", role: AUTHOR }')
  await lectern.execute('mutation($id: ID!) { revokeApiToken(id: $id) { id } }', { id: old })
  await create('{ name: "School portal", role: AUDITOR, environment: "production" }')
  return create(`{ name: "Publish from CI", role: PUBLISHER, environment: "staging", expiresAt: "${expiresAt}" }`)
}

/** Adds a webhook that delivers and one that fails. Returns the id of the first. */
async function makeWebhooks(lectern: Lectern): Promise<{ webhook: string; receiver: Server }> {
  const receiver = createServer((_request, response) => response.end('Thank you'))
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
  const create = async (url: string) =>
    (
      await lectern.execute('mutation($url: String!) { createWebhook(input: { url: $url }) { webhook { id } } }', {
        url,
      })
    ).createWebhook.webhook.id
  const webhook = await create(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/lectern`)
  const failing = await create('http://127.0.0.1:9/not-there')
  for (const id of [webhook, failing])
    await lectern.execute('mutation($id: ID!) { testWebhook(id: $id) { id } }', { id })
  return { webhook, receiver }
}

function write(lectern: Lectern, path: string, text: string): void {
  const file = join(lectern.dropboxFolder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const lesson = (body: string) =>
  `<!doctype html>\n<html lang="en"><head><title>Lesson</title></head>\n<body>\n${body}\n</body></html>\n`
