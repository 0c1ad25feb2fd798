import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Playlist } from '../context.ts'
import { publicSchema } from '../graphql.ts'
import { openTestApi, type TestApi } from '../test/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const playlist: Playlist = {
  path: 'a.mp4',
  url: '/media/a/master.m3u8',
  fallbackUrl: 'a.mp4',
  posterUrl: null,
  storyboardUrl: '/media/a/storyboard.vtt',
  durationSeconds: 3,
  captions: [{ language: 'en', label: 'English', url: '/media/a/en.vtt' }],
}

/** Answers for the package `p` alone, and keeps what it was asked. */
function content(access: 'public' | 'caller' = 'public') {
  const questions: object[] = []
  const playlists = async (question: { package: string }) => {
    questions.push(question)
    return question.package === 'p' ? [playlist] : null
  }
  const asking = {
    lookups: { playlists },
    access: access === 'public' ? { kind: access } : { kind: access, caller: null },
  }
  return { questions, asking: asking as object }
}

describe('playlists', () => {
  const text = `query ($p: String!) {
    playlists(package: $p, environment: "production", release: 2) { path url posterUrl storyboardUrl captions { language label url } }
    a: playlist(package: $p, path: "a.mp4") { durationSeconds }
    b: playlist(package: $p, path: "b.mp4") { durationSeconds } }`

  test.each(['public', 'caller'] as const)('are answered also when nobody is signed in (%s)', async kind => {
    const { questions, asking } = content(kind)
    const { path, url, posterUrl, storyboardUrl, captions } = playlist
    expect(await api.request(text, { p: 'p' }, asking)).toEqual({
      data: {
        playlists: [{ path, url, posterUrl, storyboardUrl, captions }],
        a: { durationSeconds: 3 },
        b: null,
      },
      errors: [],
    })
    expect(questions).toEqual([
      { package: 'p', environment: 'production', release: 2 },
      { package: 'p' },
      { package: 'p' },
    ])
  })

  test('are null for what cannot be seen', async () => {
    const { data } = await api.request(text, { p: 'q' }, content().asking)
    expect(data).toEqual({ playlists: null, a: null, b: null })
  })
})

describe('the public schema', () => {
  test('has playlists and nothing else', () => {
    const types = Object.keys(publicSchema.getTypeMap()).filter(name => !name.startsWith('__'))
    expect(types.sort()).toEqual(['Boolean', 'Captions', 'Float', 'Int', 'Playlist', 'Query', 'String'])
    expect(Object.keys(publicSchema.getQueryType()?.getFields() ?? {}).sort()).toEqual(['playlist', 'playlists'])
  })

  test('answers them', async () => {
    const asking = { ...content().asking, schema: publicSchema }
    const { data } = await api.request('{ playlists(package: "p") { path } }', {}, asking)
    expect(data).toEqual({ playlists: [{ path: 'a.mp4' }] })
  })

  test('does not know any other field', async () => {
    const { errors } = await api.request('{ packages { totalCount } }', {}, { schema: publicSchema })
    expect(errors[0]?.message).toContain('Cannot query field "packages"')
  })
})
