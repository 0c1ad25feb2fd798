import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Asset, sendAsset, toAsset } from '../asset.ts'
import { graphiqlExamples } from './graphiql-examples.ts'
import { securityHeaders } from './security-headers.ts'

const scriptPath = '/graphql/graphiql.js'
const stylePath = '/graphql/graphiql.css'

/** Sends the page. */
type SendPage = (message: IncomingMessage, response: ServerResponse) => Promise<void>
/** Answers a request for one of the page's files. Returns false for any other path. */
type SendFile = (path: string, message: IncomingMessage, response: ServerResponse) => Promise<boolean>

/**
 * Opens GraphiQL, the page on which people try the API. It loads nothing from other hosts. The files are several
 * megabytes, so they are made at the first request. `contentSources`: as in `securityHeaders`.
 */
export function openGraphiql(contentSources: string): { sendPage: SendPage; sendFile: SendFile } {
  // The editor has its fonts in its styles, and makes its workers of parts of the script.
  const headers = securityHeaders(contentSources, { fonts: 'data:', workers: 'blob:' })
  let loading: ReturnType<typeof buildFiles> | undefined
  const load = () => (loading ??= buildFiles())
  return {
    sendPage: async (message, response) =>
      sendAsset((await load()).page, message, response, { ...headers, 'cache-control': 'private, no-cache' }),
    sendFile: async (path, message, response) => {
      if (path !== scriptPath && path !== stylePath) return false
      const { script, style } = await load()
      const asset = path === scriptPath ? script : style
      sendAsset(asset, message, response, { 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' })
      return true
    },
  }
}

/**
 * Renders the page and moves its script and its styles to files of their own, because the admin's pages may not have
 * scripts in them.
 */
async function buildFiles(): Promise<{ page: Asset; script: Asset; style: Asset }> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({
    title: 'Lectern API',
    favicon: '/lectern.svg',
    defaultTabs: graphiqlExamples.map(query => ({ query })),
    shouldPersistHeaders: false,
    credentials: 'same-origin',
    subscriptionsProtocol: 'WS',
  })
  // The script contains the text of tags too, so its end is the last one.
  const [beforeStyle, style, rest] = cut(html, html.indexOf('<style>'), '<style>', html.indexOf('</style>'), '</style>')
  const [between, script, end] = cut(
    rest,
    rest.indexOf('<script>'),
    '<script>',
    rest.lastIndexOf('</script>'),
    '</script>',
  )
  const page = `${beforeStyle}<link rel="stylesheet" href="${stylePath}">${between}<script src="${scriptPath}"></script>${end}`
  return {
    page: await toAsset(Buffer.from(page.trim()), '.html'),
    script: await toAsset(Buffer.from(script), '.js'),
    style: await toAsset(Buffer.from(style), '.css'),
  }
}

/** Splits a text into what is before, inside, and after a tag. */
function cut(text: string, start: number, open: string, end: number, close: string): [string, string, string] {
  if (start < 0 || end < start) throw new Error(`GraphiQL's page has no ${open}`)
  return [text.slice(0, start), text.slice(start + open.length, end), text.slice(end + close.length)]
}
