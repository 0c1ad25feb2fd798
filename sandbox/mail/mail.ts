import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import type { Faults } from '../faults/faults.ts'
import type { PartLog } from '../machine/log-file.ts'
import { type KeptMail, Mailbox } from './mailbox.ts'
import { renderMails } from './page.ts'

type MailOptions = {
  /** The folder that keeps the mails. */
  state: string
  ports: { smtp: number; http: number }
  faults: Faults
  log: PartLog
}

/** The running mail server. `mails` returns those that arrived, newest first. */
export type Mail = { mails(): Promise<KeptMail[]>; close(): Promise<void> }

/**
 * Starts a mail server on loopback. It accepts every mail without a password, keeps it, and sends it nowhere. `GET /mail`
 * shows the mails as a page, or as JSON to clients that accept `application/json`.
 */
export async function startMail({ state, ports, faults, log }: MailOptions): Promise<Mail> {
  const mailbox = await Mailbox.open(state)
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, callback) => {
      const accept = async () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        const bytes = await buffer(stream)
        const fault = faults.take('smtp', 'DATA', recipients.join(' '))
        if (fault?.kind === 'status')
          throw Object.assign(new Error(fault.body ?? 'Refused'), { responseCode: fault.status })
        if (fault?.kind === 'delay') await sleep(fault.delayMs)
        await mailbox.keep(bytes)
        log.info(`Kept a mail of ${bytes.length} bytes`)
      }
      accept().then(() => callback(null), callback)
    },
  })
  smtp.on('error', error => log.error('The mail server failed', error))
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method !== 'GET' || pathname !== '/mail') return response.writeHead(404).end()
    const send = async () => {
      const mails = await mailbox.mails()
      if (request.headers.accept?.includes('application/json'))
        response.writeHead(200, { 'content-type': 'application/json' }).end(`${JSON.stringify(mails, null, 1)}\n`)
      else
        response
          .writeHead(200, {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
            'referrer-policy': 'no-referrer',
          })
          .end(renderMails(mails))
    }
    send().catch(error => {
      log.error('GET /mail failed', error)
      response.destroy()
    })
  })
  await Promise.all(
    [smtp.listen(ports.smtp, '127.0.0.1'), http.listen(ports.http, '127.0.0.1')].map(
      server => new Promise<void>((done, failed) => server.once('listening', done).once('error', failed)),
    ),
  )
  log.info(`Listening on smtp://127.0.0.1:${ports.smtp} and http://127.0.0.1:${ports.http}/mail`)
  return {
    mails: () => mailbox.mails(),
    async close() {
      http.close()
      http.closeAllConnections()
      await new Promise<void>(done => smtp.close(() => done()))
    },
  }
}
