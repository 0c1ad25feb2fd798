// The entry of the npm scripts, on any Node from 20 up: installs the packages of package-lock.json, then runs the script's
// TypeScript with the pinned Node 24. It imports no package, because none may be installed yet.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = join(root, 'node_modules/.bin')
const stampFile = join(root, 'node_modules/.lectern-installed')
const scripts = {
  start: {
    file: 'start/start.ts',
    help: 'npm start: starts Lectern and its sandbox, until Ctrl-C. Settings: LECTERN_DATA, LECTERN_PORT, LECTERN_CONTENT_PORT, LECTERN_DROPBOX_FOLDER, LECTERN_SAMPLE.',
  },
  test: {
    file: 'checks/test.ts',
    accepts: /^(--changed|[^-].*)$/,
    help: 'npm test: runs all checks and tests. npm test -- <part of a file name> …: runs those test files alone. npm run test:changed: runs the tests that uncommitted changes can reach.',
  },
  soak: {
    file: 'story/soak.ts',
    accepts: /^(\d+m?|--seed|\d+)$/,
    help: 'npm run soak -- <30m or 10> [--seed <number>]: runs random mixtures of faults, streams, releases, and kills for so many minutes or rounds.',
  },
  check: { file: 'checks/check.ts', help: 'npm run check: checks generated files, format, lint, and types.' },
  generate: { file: 'checks/generate.ts', help: 'npm run generate: writes the generated files that are out of date.' },
  bench: {
    file: 'bench/bench.ts',
    accepts: /^[^-].*$/,
    help: 'npm run bench -- <name> [case …]: measures for BENCHMARKS.md. Names: start, story, playlist, publish, content, sync, transcode.',
  },
  picture: { file: 'story/picture.ts', help: "npm run picture: takes the README's screenshot again." },
}

let child
let endSignal
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    endSignal = signal
    child?.kill(signal)
  })
}

// npm passes SIGINT and SIGTERM on; of SIGHUP and SIGKILL it dies, and this process gets another parent.
const parent = process.ppid
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid === parent) return
    endSignal ??= 'SIGTERM'
    child?.kill('SIGTERM')
  }, 500).unref()
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

const stamp = () => {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
}

const installed = () =>
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp() && existsSync(join(bin, 'node'))

/** Says how long the work takes: on a terminal in one line, elsewhere in a plain line now and then. */
function elapsed(title) {
  const since = Date.now()
  const seconds = () => Math.round((Date.now() - since) / 1000)
  if (!process.stdout.isTTY) console.log(`${title} …`)
  const tick = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r\x1b[2K${title} … ${seconds() > 2 ? `${seconds()} s` : ''}`), 200)
    : setInterval(() => console.log(`  ${title} … ${seconds()} s`), 15_000)
  return ok => {
    clearInterval(tick)
    const clear = process.stdout.isTTY ? '\r\x1b[2K' : ''
    if (ok) console.log(`${clear}✓ ${title} (${seconds()} s)`)
    else process.stdout.write(clear)
  }
}

/** npm as a child: the npm that runs us, else the one on the PATH. */
function npm(args) {
  const script = process.env.npm_execpath
  const [command, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
  return new Promise(resolve => {
    let output = ''
    child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', chunk => (output += chunk))
    child.stderr.on('data', chunk => (output += chunk))
    child.once('error', error => resolve({ code: 1, output: error.message }))
    child.once('close', code => resolve({ code, output }))
  })
}

/** One installation at a time: `npm ci` empties the folder first. A lock whose owner is gone counts for nothing. */
async function alone(work) {
  const file = join(tmpdir(), `lectern-install-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  for (;;) {
    try {
      writeSync(openSync(file, 'wx'), String(process.pid))
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const owner = Number(readFileSync(file, 'utf8')) || process.pid
      try {
        process.kill(owner, 0)
        if (endSignal) process.exit(1)
        await sleep(300)
      } catch {
        rmSync(file, { force: true })
      }
    }
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  await work()
  release()
}

async function install() {
  if (installed()) return
  const ended = elapsed('Installing packages')
  // Warnings of npm about this old Node are left out: the packages never run on it.
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional']
  const { code, output } = await npm([...args, '--engine-strict=false'])
  ended(code === 0)
  if (endSignal) process.exit(1)
  if (code !== 0) {
    console.error(output.trim())
    fail('npm could not install the packages: see above. When the registry can be reached, run the same command again.')
  }
  if (!existsSync(join(bin, 'node'))) {
    fail('Packages are installed, but Node 24 is missing among them. Allow install scripts in npm and run this again.')
  }
  writeFileSync(stampFile, stamp())
}

const [name, ...args] = process.argv.slice(2)
if (!(name in scripts)) fail(`Unknown script "${name ?? ''}". Use one of: ${Object.keys(scripts).join(', ')}.`)
const { file, accepts, help } = scripts[name]
if (args.includes('--help')) {
  console.log(help)
  process.exit(0)
}
const unknown = args.find(arg => !accepts?.test(arg))
if (unknown) fail(`Unknown argument "${unknown}". ${help}`)
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Lectern needs Node 20 or newer; this is ${process.version}.`)
try {
  accessSync(root, constants.W_OK)
} catch {
  fail(
    `Lectern keeps its packages and generated files in its own folder: make ${root} writable, or clone it elsewhere.`,
  )
}
if (!installed()) await alone(install)

// The channel tells the other side when we are gone, even if we are killed.
child = spawn(join(bin, 'node'), [join(root, 'sandbox', file), ...args], {
  cwd: root,
  env: {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    // Node keeps what it compiled: a later start saves seconds.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/lectern/compiled'),
  },
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
if (endSignal) child.kill(endSignal)
child.once('error', error => fail(`Node 24 of the packages does not run here: ${error.message}.`))
child.once('exit', (code, signal) => {
  if (!signal) process.exit(code)
  for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(each)
  process.kill(process.pid, signal)
})
