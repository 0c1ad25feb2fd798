import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { encodePath, parseAddress } from './playback/content-address.ts'
import { contentOrigin, packageOfHost } from './playback/content-origin.ts'
import { addressWords, freeSlug, reservedEnvironmentSlugs, slugOf } from './slug.ts'

/** Returns the slugs that packages in folders of this name get one after the other. */
async function slugsFor(folder: string): Promise<string[]> {
  const slugs: string[] = []
  for (let i = 0; i < 3; i++) slugs.push(await freeSlug(slugOf(folder), async slug => slugs.includes(slug)))
  return slugs
}

/** Names of folders that look like parts of an address. */
const folders = [
  ...[...reservedEnvironmentSlugs, ...addressWords].flatMap(word => [word, word.toUpperCase(), ` ${word}! `]),
  ...['api', 'auth', 'hooks', 'dropbox', 'assets', 'packages', 'add-package', 'index.html', 'www', 'localhost'],
  ...['1', '0', '007', '2024', '123456789', '-1-', 'xn--abc', 'a'.repeat(80), `${'a'.repeat(57)}-${'b'.repeat(9)}`],
]

const token = 'a.b-c_d'
const content = {
  LECTERN_CONTENT_URL: 'https://content.example.org',
  LECTERN_PACKAGE_URL: 'https://{package}.example.net',
}

test.each(folders)('every address of a package in the folder "%s" leads to that package', async folder => {
  for (const slug of await slugsFor(folder)) {
    expect(slugOf(slug), 'a DNS label').toBe(slug)
    expect(addressWords).not.toContain(slug)
    expect(packageOfHost(content, new URL(contentOrigin(content, slug)).host)).toBe(slug)
    for (const environment of ['production', 'a', '7', 'packages'])
      for (const viewer of [undefined, token]) {
        const root = `${viewer === undefined ? '' : `/view/${viewer}`}/${environment}/${slug}`
        const common = { ...(viewer !== undefined && { viewer }), environment, package: slug }
        expect(parseAddress(root)).toEqual({ kind: 'package', ...common, isFolder: false })
        expect(parseAddress(`${root}/`)).toEqual({ kind: 'package', ...common, isFolder: true })
        expect(parseAddress(`${root}/a/b.html`)).toEqual({ kind: 'current', ...common, path: 'a/b.html' })
        expect(parseAddress(`${root}/7`)).toEqual({ kind: 'release', ...common, number: 7, path: null })
        for (const path of ['', slug, `${slug}/`, 'a/1/2', ...reservedEnvironmentSlugs])
          expect(parseAddress(`${root}/7/${encodePath(path)}`)).toEqual({ kind: 'release', ...common, number: 7, path })
      }
    const preview = `/preview/${token}/${slug}`
    expect(parseAddress(preview)).toEqual({ kind: 'draft', token, package: slug, isFolder: false })
    expect(parseAddress(`${preview}/`)).toEqual({ kind: 'draft', token, package: slug, isFolder: true })
    expect(parseAddress(`${preview}/3`)).toEqual({ kind: 'revision', token, package: slug, revision: 3, path: null })
    for (const path of ['', slug, 'a/1/2', ...reservedEnvironmentSlugs])
      expect(parseAddress(`${preview}/3/${path}`)).toEqual({
        kind: 'revision',
        token,
        package: slug,
        revision: 3,
        path,
      })
  }
})

test('packages with the same name get different slugs', async () => {
  expect(await slugsFor('Optics')).toEqual(['optics', 'optics-2', 'optics-3'])
  expect(await slugsFor('Preview')).toEqual(['preview-2', 'preview-3', 'preview-4'])
  expect(await slugsFor(`${'a'.repeat(60)}-b`)).toEqual([
    `${'a'.repeat(60)}-b`,
    `${'a'.repeat(60)}-2`,
    `${'a'.repeat(60)}-3`,
  ])
})

const slugs: Record<string, string> = JSON.parse(readFileSync(join(import.meta.dirname, 'test/slugs.json'), 'utf8'))

test.each(Object.entries(slugs))('slugOf makes of "%s" what the admin suggests for it', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
})
