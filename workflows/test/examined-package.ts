import type { ExaminedPackage, ExaminedVideo } from '@lectern/domain/findings/examined-package'
import type { NewFinding } from '@lectern/domain/findings/finding'
import { mediaTypeOf } from '../files/media-type.ts'
import { textKindOf } from '../files/text-kind.ts'
import { analyze } from '../findings/analysis/analyze.ts'
import { applyRules, type PackageCheck } from '../findings/check-package.ts'
import { type AnalyzedText, preparePackage } from '../findings/package/package.ts'

/** A page without findings. */
export const goodPage = '<html><head></head><body>x</body></html>'

/** A package with its analyzed texts. */
export type TestPackage = ExaminedPackage & { texts: AnalyzedText[] }

/** Checks a package by all rules. */
export function checkPackage({ texts, ...examined }: TestPackage): PackageCheck {
  const { addText, finish } = preparePackage(examined)
  for (const text of texts) addText(text)
  return applyRules(finish())
}

/**
 * Builds a package of these files, by path. Texts are analyzed; of others only the size counts. It has a good root page
 * unless it is given one.
 */
export function buildExaminedPackage(
  files: Record<string, string | Buffer | number> = {},
  overrides: Partial<TestPackage> = {},
): TestPackage {
  const all = Object.entries({ 'index.html': goodPage, ...files })
  const texts = all.flatMap(([path, content]) => {
    const kind = textKindOf(path)
    if (!kind || typeof content === 'number') return []
    const { references, facts } = analyze(Buffer.from(content), kind)
    return [{ path, kind, references, facts }]
  })
  const sizes = all.map(([path, content]) => [path, typeof content === 'number' ? content : content.length] as const)
  const mediaTypes = new Map(
    all.map(([path, content]) => {
      const bytes = typeof content === 'number' ? null : Buffer.from(content)
      return [path, mediaTypeOf(path, bytes).mediaType.replace(/;.*/, '')] as const
    }),
  )
  const unusual = { folders: [], chosenRootPage: null, privateKeys: [], ignored: [], videos: [] }
  return { files: new Map(sizes), mediaTypes, texts, ...unusual, ...overrides }
}

/** A whole video with sound, of this length in seconds. */
export const wholeVideo = (
  path: string,
  durationSeconds = 5,
  overrides: Partial<ExaminedVideo> = {},
): ExaminedVideo => ({
  ...{ path, problem: null, problemCode: null, isDecorationCandidate: false, browserPlayable: true },
  ...{ hasAudio: true, soundTracks: 1, soundTrack: 1, width: 640, height: 360 },
  ...{ durationSeconds, pictureStartSeconds: 0, pictureEndSeconds: durationSeconds },
  ...overrides,
})

/** Returns the findings of a package, each as one line: code, path, and line. */
export const findingLines = (pkg: TestPackage): string[] => checkPackage(pkg).findings.map(formatFinding)

const formatFinding = ({ code, path, line }: NewFinding) => [code, path, ...(line === null ? [] : [line])].join(' ')

/** Returns the one finding with this code. */
export function onlyFinding(pkg: TestPackage, code: string): NewFinding {
  const found = checkPackage(pkg).findings.filter(finding => finding.code === code)
  if (found.length !== 1) throw new Error(`There are ${found.length} findings with the code ${code}`)
  return found[0]!
}
