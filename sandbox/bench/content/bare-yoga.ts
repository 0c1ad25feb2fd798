/**
 * `node sandbox/bench/content/bare-yoga.ts <port> <response.json>`: runs a plain Yoga server whose resolver returns the
 * content of that file. Only the bench `playlist` runs it, so it checks no arguments.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'

const [port, file = ''] = process.argv.slice(2)
const { playlists } = JSON.parse(readFileSync(file, 'utf8')).data

const typeDefs = `
  type Query { playlists(package: String!, release: Int, environment: String, revision: Int): [Playlist!] }
  type Playlist {
    path: String! url: String fallbackUrl: String posterUrl: String storyboardUrl: String durationSeconds: Float captions: [Captions!]!
  }
  type Captions { language: String! label: String! url: String! }`

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers: { Query: { playlists: () => playlists } } }),
  graphiql: false,
  landingPage: false,
  multipart: false,
  logging: false,
  cors: { origin: '*', credentials: false, maxAge: 86_400 },
})
createServer(yoga).listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
