import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { createServer as createTlsServer } from 'node:tls'
import { makeCertificate } from './certificate.ts'

const domain = 'dropboxapi.com'

/**
 * Starts an HTTP proxy for programs that can only reach Dropbox at its real addresses. It decrypts what they send there
 * through CONNECT and forwards it to the stand-in, byte for byte. It rejects other hosts. `certificate` is the file
 * that the programs must trust.
 */
export async function startDropboxProxy(
  folder: string,
  dropboxUrl: string,
): Promise<{ url: string; certificate: string; close(): void }> {
  const { file, ...keys } = await makeCertificate(folder, domain)
  const { hostname, port } = new URL(dropboxUrl)
  const sockets = new Set<Socket>()
  const tls = createTlsServer(keys, client => {
    const upstream = connect(Number(port), hostname)
    // A program may close its connection at any time, so we ignore errors.
    pipeline(client, upstream, client, () => {})
  })
  tls.on('tlsClientError', () => {})
  const proxy = createServer((_request, response) => response.writeHead(405).end())
  proxy.on('connect', ({ url = '' }, socket: Socket, head) => {
    const isDropbox = url.endsWith(`.${domain}:443`)
    socket.write(isDropbox ? 'HTTP/1.1 200 OK\r\n\r\n' : 'HTTP/1.1 403 Forbidden\r\n\r\n')
    if (!isDropbox) return socket.end()
    sockets.add(socket.once('close', () => sockets.delete(socket)))
    socket.unshift(head)
    tls.emit('connection', socket)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    certificate: file,
    close() {
      proxy.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
