import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { freePorts } from '../../machine/ports.ts'
import { Problem } from '../../machine/problem.ts'
import { aptInstall, findOnPath } from '../../programs/executables.ts'
import type { MatrixBrowser, Tab } from './browser.ts'
import { WebDriverSession, type WebElement } from './web-driver.ts'

const startTimeoutMs = 60_000
const pageTimeoutMs = 3_000

const packages =
  'xvfb webkit2gtk-driver gstreamer1.0-libav gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad'

/** Finds MiniBrowser, which Debian keeps in a folder of the architecture. */
function findMiniBrowser(): string | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').map(name => join('/usr/lib', name)) : []
  return folders.map(folder => join(folder, 'webkit2gtk-4.1/MiniBrowser')).find(existsSync)
}

const findPrograms = () => {
  const [display, driver, browser] = [findOnPath('Xvfb'), findOnPath('WebKitWebDriver'), findMiniBrowser()]
  return display && driver && browser ? { display, driver, browser } : undefined
}

async function installPrograms() {
  for (const name of packages.split(' ')) if (!(await aptInstall(name))) return undefined
  return findPrograms()
}

/**
 * Opens WebKitGTK's MiniBrowser on a display of its own, with HLS of its own, as Safari has it. Throws a Problem that
 * says how to install it.
 */
export async function openWebKit(): Promise<MatrixBrowser> {
  const programs = findPrograms() ?? (await installPrograms())
  if (!programs)
    throw new Problem(
      `WebKitGTK is missing, so its cells were not run. Install it (on Debian: apt-get install ${packages}), then run npm run matrix again.`,
    )
  const home = mkdtempSync(join(tmpdir(), 'lectern-webkit-'))
  const children: ChildProcess[] = []
  const end = () => {
    for (const child of children.reverse()) child.kill()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const display = await startDisplay(programs.display, children)
    const [port] = await freePorts(1)
    const own = { DISPLAY: display, XDG_RUNTIME_DIR: home, HOME: home, NO_AT_BRIDGE: '1' }
    const env = { ...process.env, ...own, WEBKIT_GST_ENABLE_HLS_SUPPORT: '1' }
    children.push(spawn(programs.driver, [`--port=${port}`], { env, stdio: 'ignore' }))
    const options = { binary: programs.browser, args: ['--automation', '--autoplay-policy=allow-without-sound'] }
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } }
    const session = await WebDriverSession.open(`http://127.0.0.1:${port}`, capabilities, startTimeoutMs)
    await session.setPageTimeout(pageTimeoutMs)
    return {
      name: 'webkit',
      // A driver has one session, with one page.
      cellsAtOnce: 1,
      open: async () => tabOf(session),
      close: async () => {
        await session.close()
        end()
      },
    }
  } catch (error) {
    end()
    throw error
  }
}

/** Starts a display without a screen. It writes its number to file descriptor 3. */
async function startDisplay(program: string, children: ChildProcess[]): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  children.push(child)
  const number = await new Promise<string>((resolve, reject) => {
    const output = child.stdio[3] as Readable
    output.once('data', data => resolve(String(data).trim()))
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`Xvfb ended with status ${code}`)))
  })
  return `:${number}`
}

function tabOf(session: WebDriverSession): Tab {
  return {
    // Classic WebDriver tells nothing of the console; the recorder sees what pages write there.
    console: [],
    // A page that hangs ends the wait, not the page.
    goto: url => session.goto(url).catch(() => {}),
    evaluate: async <T>(frames: string[], expression: string) => {
      await session.enterFrame(frames)
      return (await session.execute(expression)) as T
    },
    click: async (frames, expression) => {
      await session.enterFrame(frames)
      await session.click((await session.execute(expression)) as WebElement)
    },
    sleep: null,
    close: () => session.goto('about:blank'),
  }
}
