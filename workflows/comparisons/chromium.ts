import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { type DevTools, openDevTools } from './devtools.ts'
import { memoryOfGroup } from './memory-of-group.ts'

/** How a worker starts Chromium. */
export type ChromiumSettings = {
  /** The path of the executable. */
  path: string
  /** Whether Chromium isolates its processes itself. Off only where the machine cannot, such as for root in a container. */
  isSandboxed: boolean
}

/** A running Chromium. It ends, with all of its processes and its folder `profile`, when it is disposed. */
export type Chromium = DevTools & { profile: string } & AsyncDisposable

/** More memory than pages need. All processes of a browser together may use it. */
const maxMemoryBytes = 1.5 * 1024 ** 3
const memoryCheckMs = 500

/**
 * Starts Chromium for pages of an author, which may do anything. It reaches nothing but the proxy on `proxyPort` of this
 * machine: all requests go through it, other host names and addresses do not resolve, and there is no UDP. It has no
 * environment variable of this process, an empty profile, and a limit of memory. It is killed when `signal` is aborted.
 */
export async function openChromium(
  { path, isSandboxed }: ChromiumSettings,
  proxyPort: number,
  signal: AbortSignal,
): Promise<Chromium> {
  signal.throwIfAborted()
  const profile = await mkdtemp(join(tmpdir(), 'lectern-chromium-'))
  const args = [...fixedArguments, ...isolation(proxyPort), `--user-data-dir=${profile}`]
  const child = spawn(path, isSandboxed ? args : [...args, '--no-sandbox'], {
    // A process group of its own, so that all of its processes can be killed together.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: profile,
      TMPDIR: profile,
      XDG_RUNTIME_DIR: profile,
      LANG: 'en_US.UTF-8',
      TZ: 'UTC',
    },
  })
  const ended = once(child, 'close').catch(() => {})
  const kill = () => killGroup(child)
  signal.addEventListener('abort', kill)
  process.once('exit', kill)
  const memoryTimer = setInterval(async () => {
    if (child.pid && (await memoryOfGroup(child.pid)) > maxMemoryBytes) kill()
  }, memoryCheckMs)
  const devTools = openDevTools(child.stdio[3] as Writable, child.stdio[4] as Readable)
  return {
    ...devTools,
    profile,
    async [Symbol.asyncDispose]() {
      clearInterval(memoryTimer)
      signal.removeEventListener('abort', kill)
      process.off('exit', kill)
      kill()
      await ended
      // Its last processes may still write for a moment.
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

/** What makes pictures equal on all machines, and keeps Chromium from doing anything on its own. */
const fixedArguments = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--hide-scrollbars',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--mute-audio',
  '--disable-extensions',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-dev-shm-usage',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-features=HttpsUpgrades,HttpsFirstModeIncognito,HttpsFirstBalancedModeAutoEnable',
  '--blink-settings=imageAnimationPolicy=2',
  '--js-flags=--max-old-space-size=256',
  'about:blank',
]

const isolation = (proxyPort: number) => [
  `--proxy-server=http://127.0.0.1:${proxyPort}`,
  // Without this, addresses of this machine would not go through the proxy.
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--dns-prefetch-disable',
  '--no-pings',
]
