import { readCommandLine } from '@lectern/domain/command-line'
import { ConfigurationError } from '@lectern/workflows/cloud-settings'
import { ErrorCounts } from '@lectern/workflows/system/error-counts'
import { openApp } from './app.ts'
import { readServerConfiguration } from './configuration.ts'
import { openLog } from './log.ts'

readCommandLine({
  usage: 'node server/main.ts: runs a server (API, admin, content host). .env.example explains its settings.',
  options: {},
})
try {
  const configuration = readServerConfiguration(process.env)
  const errors = new ErrorCounts()
  const log = openLog(configuration.LOG_LEVEL, errors)
  const app = await openApp(configuration, log, errors)
  log.info({ admin: configuration.LECTERN_ADMIN_URL, content: configuration.LECTERN_CONTENT_URL }, 'Listening')
  process.send?.('ready')
  const stop = () => app.close().then(() => process.exit(0))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
} catch (error) {
  console.error(error instanceof ConfigurationError ? error.message : error)
  process.exit(1)
}
