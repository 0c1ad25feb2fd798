import { expect, test } from 'vitest'
import { leftOutByName, privateKeyReason } from '../files/left-out.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { compareWithDropbox } from '../verify/compare-dropbox.ts'

const key =
  '-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgHcTz6sE2I2yPB\n-----END PRIVATE KEY-----\n'
const copyName = "index (Anna Bär's conflicted copy 2026-01-05).html"

const leftOut = {
  '.env': 'PASSWORD=rabbit',
  'api/.env.local': 'PASSWORD=hare',
  '.htpasswd': 'anna:x',
  id_rsa: 'x',
  '.index.html.swp': 'x',
  'index.html~': 'x',
  'style.css.bak': 'x',
  'Film.lnk': 'x',
  'images/.hare.png.icloud': 'x',
  [copyName]: 'x',
  'maps (Selective Sync Conflict)/a.png': 'x',
}
const published = ['.well-known/security.txt', 'certificate.pem', 'index.html', 'talk.key']
const lesson = {
  'index.html': '<html><head></head><a href="style.css.bak">old</a><img src="images/hare.png"></html>',
  '.well-known/security.txt': 'Contact: mailto:anna@example.org',
  'certificate.pem': '-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7',
  'talk.key': 'PK',
  'server.pem': key,
  ...leftOut,
}

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>
const current = ({ pkg }: BackEnd) => ({ packageId: pkg.id, untilRevision: null })

async function paths(backEnd: BackEnd) {
  const files = await backEnd.database.draftFile.findMany({ where: { ...current(backEnd), generated: false } })
  return files.map(({ path }) => path).sort()
}

async function findings(backEnd: BackEnd) {
  const found = await backEnd.database.finding.findMany({ where: current(backEnd), orderBy: { path: 'asc' } })
  return found.map(({ code, severity, path }) => `${code} ${severity} ${path}`)
}

/** Returns what a verification finds different from Dropbox. */
async function differences(backEnd: BackEnd) {
  const pkg = await backEnd.database.package.findUniqueOrThrow({ where: { id: backEnd.pkg.id } })
  const found: unknown[] = []
  for await (const step of compareWithDropbox(backEnd, pkg, new AbortController().signal))
    found.push(...step.differences)
  return found
}

test('leaves out secrets, leftovers, shortcuts, placeholders, and conflicted copies, and takes back what the list says', async () => {
  const backEnd = await buildBackEnd(lesson)
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesIgnored: Object.keys(leftOut).length + 1 })
  expect(await paths(backEnd)).toEqual(published)
  const items = await backEnd.database.syncItem.findMany({ where: { runId: run.id, action: 'IGNORE' } })
  const reasons = Object.keys(leftOut).map(path => [path, leftOutByName(path)!.reason])
  expect(Object.fromEntries(items.map(item => [item.path, item.reason]))).toEqual({
    ...Object.fromEntries(reasons),
    'server.pem': privateKeyReason,
  })
  const found = await findings(backEnd)
  expect(found.filter(line => !line.startsWith('IGNORED INFO'))).toEqual([
    `CONFLICTED_COPY WARNING ${copyName}`,
    ...['LINK_IGNORED ERROR index.html', 'LINK_IGNORED ERROR index.html'],
    'CONFLICTED_COPY WARNING maps (Selective Sync Conflict)/a.png',
  ])

  // Wildcards, and names that are not the whole path, bring back no secret.
  await backEnd.write('.lecternignore', '!*\n!api/\n!.env.local\n!*.pem\n')
  await backEnd.synchronize()
  const secrets = ['.env', '.htpasswd', 'api/.env.local', 'id_rsa', 'server.pem']
  const allBut = (...without: string[]) =>
    Object.keys(lesson)
      .filter(path => !without.includes(path))
      .sort()
  expect(await paths(backEnd)).toEqual(allBut(...secrets))

  await backEnd.write('.lecternignore', '!/.env\n!api/.env.local\n!server.pem\n!style.css.bak\n')
  await backEnd.synchronize()
  const returned = ['.env', 'api/.env.local', 'server.pem', 'style.css.bak']
  expect(await paths(backEnd)).toEqual([...published, ...returned].sort())
  expect((await findings(backEnd)).filter(line => line.startsWith('SECRET'))).toEqual(
    returned.slice(0, 3).map(path => `SECRET_PUBLISHED WARNING ${path}`),
  )
  expect(await differences(backEnd)).toEqual([])

  // A key that one package publishes is left out in another one, also under another name.
  await backEnd.write('../Other/index.html', lesson['index.html'])
  await backEnd.write('../Other/notes.txt', key)
  const other = await backEnd.makePackage('/Other')
  await backEnd.synchronize(false, other)
  expect(await paths({ ...backEnd, pkg: other })).toEqual(['index.html'])

  await backEnd.remove('.lecternignore')
  await backEnd.synchronize()
  expect(await paths(backEnd)).toEqual(published)
  expect(await backEnd.synchronize(true)).toMatchObject({ status: 'SUCCEEDED', filesDone: 0 })
  expect(await paths(backEnd)).toEqual(published)
})
