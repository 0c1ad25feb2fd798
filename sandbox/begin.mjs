// Runs the npm scripts, on Node 20 or newer: installs the packages of package-lock.json, then runs the script's TypeScript
// with the pinned Node 24. Imports no package, because none may be installed yet.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ownEnvironment } from './machine/own-environment.mjs'

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
    help: 'npm test: runs all checks and tests. npm test -- <part of a path> …: runs only the test files whose path contains it. npm run test:changed: runs the tests that uncommitted changes can reach.',
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
    help: 'npm run bench -- <name> [case …]: measures for BENCHMARKS.md. Names: start, story, audit, live, api, lookup, playlist, publish, content, sync, transcode, player, admin. Settings: LECTERN_DATA (of audit and player).',
  },
  matrix: {
    file: 'matrix/matrix.ts',
    accepts: /^(--seed|--failed|[^-].*)$/,
    help: 'npm run matrix -- [chromium] [firefox] [webkit] [--failed] [--seed <number>] [part of a cell …]: plays the pages of the matrix with the player and without it, in real browsers, and writes the table of docs/player.md when every cell has run. --failed: only cells that were not right, or have never run. Settings: LECTERN_DATA.',
  },
  picture: {
    file: 'picture/picture.ts',
    accepts: /^[a-z-]+$/,
    help: 'npm run picture -- [name …]: takes pictures of every page of the admin, light and dark, wide and narrow, and those of the README, into docs/pictures.',
  },
}

let child
let endSignal
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    endSignal = signal
    child?.kill(signal)
  })
}

// npm forwards SIGINT and SIGTERM. SIGHUP and SIGKILL end it without notice, and this process gets another parent.
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

/** Returns a hash of the locked packages and the platform. */
const installationHash = () => {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
}

const isInstalled = () =>
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === installationHash() && existsSync(join(bin, 'node'))

/**
 * Shows the elapsed seconds: in one line on a terminal, elsewhere in a new line every 15 seconds. Returns a function that
 * ends it, and reports success when its argument is true.
 */
function showProgress(title) {
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

/** Runs npm: the one that runs this script, or else the one on the PATH. Resolves to its exit code and output. */
function runNpm(args) {
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

/**
 * Runs the work under a lock, because `npm ci` empties the folder first, so only one installation may run at a time.
 * Removes the lock of a process that no longer exists.
 */
async function withInstallLock(work) {
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
  if (isInstalled()) return
  const endProgress = showProgress('Installing packages')
  // Hides npm's warnings about an old Node, because the packages run on the pinned one.
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional']
  const { code, output } = await runNpm([...args, '--engine-strict=false'])
  endProgress(code === 0)
  if (endSignal) process.exit(1)
  if (code !== 0) {
    console.error(output.trim())
    fail('npm could not install the packages. See the output above, then run the same command again.')
  }
  if (!existsSync(join(bin, 'node'))) {
    fail(
      'The packages are installed, but Node 24 is missing. Allow install scripts in npm, then run the same command again.',
    )
  }
  writeFileSync(stampFile, installationHash())
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
  fail(
    `Lectern needs Node 20 or newer, but this is ${process.version}. Install a newer Node, then run the same command again.`,
  )
try {
  accessSync(root, constants.W_OK)
} catch {
  fail(
    `Lectern stores its packages and generated files in its own folder. Make ${root} writable, or clone it elsewhere.`,
  )
}
if (!isInstalled()) await withInstallLock(install)

// The child notices by the closed IPC channel when this process ends, even if it is killed.
child = spawn(join(bin, 'node'), [join(root, 'sandbox', file), ...args], {
  cwd: root,
  env: {
    ...ownEnvironment(process.env),
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    // Node caches compiled code here, which makes later starts seconds faster.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/lectern/compiled'),
  },
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
if (endSignal) child.kill(endSignal)
child.once('error', error => fail(`The Node 24 in node_modules does not run on this machine: ${error.message}.`))
child.once('exit', (code, signal) => {
  if (!signal) process.exit(code)
  for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(each)
  process.kill(process.pid, signal)
})
