import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { buildPreviewLink } from '../../domain/test/factories.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { buildBackEnd } from '../../workflows/test/back-end.ts'
import { openApp } from '../app.ts'
import { readServerConfiguration } from '../configuration.ts'
import { testSettings } from '../test/server.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

/** Opens a server for what a back end has stored. Returns the address of a preview of its draft. */
async function openPreview({ database, pkg, bucket, databaseUrl }: BackEnd): Promise<string> {
  const settings: Record<string, string> = { ...testSettings(databaseUrl, await freePorts(2)), S3_BUCKET: bucket }
  const app = await openApp(readServerConfiguration(settings), pino({ level: 'silent' }))
  onTestFinished(() => app.close())
  const secret = randomBytes(24).toString('base64url')
  await buildPreviewLink(database, { packageId: pkg.id, secretHash: hashSecret(secret) })
  const { revision } = await database.package.findUniqueOrThrow({ where: { id: pkg.id } })
  return `${settings.LECTERN_CONTENT_URL}/preview/${secret}/${pkg.slug}/${revision}/`
}

/** Scripts as a page names them, with names of every kind. The last ones are made by scripts, from names put together. */
const scripts = {
  ...{ 'saved/lib.min.js.download': 'script', 'lib.txt': 'script', 'lib.jsx': 'script', 'lib.es6': 'script' },
  ...{ 'tag.js.v1.2': 'script', lib: 'script', 'lib.php': 'script', 'data.json': 'script', 'old.inc': 'script' },
  ...{ 'module.txt': 'module', 'js/part.txt': 'module', 'early.dat': 'module' },
  ...{ 'worker.dat': 'worker', 'js/imported.inc': 'worker', 'js/second': 'worker' },
  ...{ 'added.xml': 'script', 'added.csv': 'script', 'written.abc': 'script' },
}
const sheets = ['style.txt', 'css/imported.inc', 'css/second', 'theme']

const page = `<!doctype html><html><head><title>x</title>
<script src="saved/lib.min.js.download"></script><script src="lib.txt"></script><script src="lib.jsx"></script>
<script src="lib.es6"></script><script src="tag.js.v1.2"></script><script src="lib"></script>
<script src="lib.php"></script><script src="data.json"></script><script src="old.inc"></script>
<script type="module" src="module.txt"></script><link rel="modulepreload" href="early.dat">
<script type="module" src="js/main.es6"></script><script src="js/app.js"></script>
<link rel="stylesheet" href="style.txt"><link rel="stylesheet" href="css/main.css"><link rel="stylesheet" href="theme">
<style>@import "css/second";</style>
</head><body><img src="img//logo.png"><img src="100%.png"></body></html>`

const files = {
  ...Object.fromEntries(Object.keys(scripts).map(path => [path, 'var one = 1'])),
  ...Object.fromEntries(sheets.map(path => [path, 'b { color: red }'])),
  'index.html': page,
  'js/main.es6': `import './part.txt'`,
  'js/app.js': `const worker = new Worker('worker.dat'), other = new Worker('js/worker.js')
    var added = document.createElement('script'); added.src = 'added.xml'
    jQuery.getScript('added.csv'); document.write('<script src="written.abc"><' + '/script>')
    var any = document.createElement('script'); any.src = 'any' + '.txt'`,
  'js/worker.js': `importScripts('imported.inc', 'second')`,
  'css/main.css': '@import "imported.inc";',
  ...{ 'any.txt': 'var any = 1', 'any.bin': 'var any = 1' },
  ...{ 'img/logo.png': 'logo', '100%.png': 'all' },
}

test('what runs from a disk runs here: scripts, modules, workers, imports, and style sheets have the type of their use', async () => {
  const backEnd = await buildBackEnd(files)
  await backEnd.synchronize()
  const root = await openPreview(backEnd)
  const headersOf = async (path: string) => {
    const { status, headers } = await fetch(root + path.split('/').map(encodeURIComponent).join('/'))
    return `${status} ${headers.get('content-type')?.split(';')[0]} ${headers.get('x-content-type-options')}`
  }
  for (const path of [...Object.keys(scripts), 'js/main.es6', 'js/app.js', 'js/worker.js'])
    expect([path, await headersOf(path)]).toEqual([path, '200 text/javascript nosniff'])
  for (const path of [...sheets, 'css/main.css'])
    expect([path, await headersOf(path)]).toEqual([path, '200 text/css nosniff'])
  // Nobody knows that these are scripts, and browsers may find out.
  expect(await headersOf('any.txt')).toBe('200 text/plain null')
  expect(await headersOf('any.bin')).toBe('200 application/octet-stream null')

  const textOf = async (path: string) => (await fetch(root + path)).text()
  expect([await textOf('img//logo.png'), await textOf('100%.png')]).toEqual(['logo', 'all'])
  // Up to the number, an address has one spelling.
  expect((await fetch(root.replace('/preview/', '//preview/'))).status).toBe(404)
  expect((await fetch(root.replace(`/${backEnd.pkg.slug}/`, `//${backEnd.pkg.slug}/`))).status).toBe(404)
  expect((await fetch(`${root}js/worker.js`, { headers: { 'service-worker': 'script' } })).status).toBe(403)
  const findings = await backEnd.database.finding.findMany({ where: { packageId: backEnd.pkg.id } })
  expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([])
})
