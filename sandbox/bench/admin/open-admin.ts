import type { BrowserContext } from 'playwright-core'
import type { RunningLectern } from '../../story/running-lectern.ts'

/** A Lectern with sample data, and a Chromium that is signed in and listens on a port for its developer tools. */
export type OpenAdmin = { lectern: RunningLectern; context: BrowserContext; debuggingPort: number }
